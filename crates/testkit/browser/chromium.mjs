// The browser: Debian's Chromium, or the one $CHROMIUM names.
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A phone and a desk, each with and without JavaScript: every page has to work in all four. */
export const views = [390, 1280].flatMap((width) =>
  [true, false].map((script) => ({
    name: `${width} px ${script ? 'with' : 'without'} script`,
    width,
    script,
  })),
);

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ARGUMENTS,
  });
}

/** A fresh visitor: no cookies, no cache, the language and clock of the board's readers. */
export function visitor(browser, { width = 1280, script = true, dark = false } = {}) {
  const phone = width < 600;
  return browser.newContext({
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    isMobile: phone,
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
}
