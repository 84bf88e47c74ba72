// The smallest board: two pages for the harness to practise on, one sound and one not.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { listen: { type: 'string' }, data: { type: 'string' } } });
const [host, port] = values.listen.split(':');

const page = (body) => `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>回音</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head>
<body><main><h1>回音</h1>${body}</main></body></html>`;

const PAGES = {
  '/': [200, page('<p>留言有回音。</p><noscript><p>不用脚本也能看。</p></noscript>')],
  '/unlabelled': [200, page('<form><input name="title"></form><img src="data:,">')],
  '/broken': [200, page('<img alt="" src="/nowhere.png"><script>document.title = "x"</script>')],
};

const server = createServer((request, response) => {
  const [status, body] = PAGES[request.url] ?? [404, page('<p>没有这一页。</p>')];
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; script-src 'self'; img-src 'self' data:",
  });
  response.end(body);
});

server.listen(Number(port), host, async () => {
  await mkdir(values.data, { recursive: true });
  const city = {
    url: `http://localhost:${port}`,
    people: [{ role: 'citizen', name: '王敏', login: '1', secret: '2', token: '3' }],
  };
  await writeFile(join(values.data, 'demo.json'), JSON.stringify(city));
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
