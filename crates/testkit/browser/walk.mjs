// A person walks through the board: node walk.mjs target/debug/huiyin demo
import { run, views } from './harness.mjs';
import { comesForTheFirstTime, looksAfterTheAccount } from './walk/account.mjs';
import { ends } from './walk/after.mjs';
import { handles } from './walk/desk.mjs';
import { everybody } from './walk/everybody.mjs';
import { namesNobody } from './walk/leaks.mjs';
import { checksTheRecord } from './walk/ledger.mjs';
import { everyPage, nothingIsForgotten } from './walk/pages.mjs';
import { hasNoPasskeys, signsInByPasskey } from './walk/passkeys.mjs';
import { provesWork } from './walk/proof.mjs';
import { isProtected } from './walk/trust.mjs';
import { seesWhatOthersWrote, writes } from './walk/write.mjs';

for (const view of views) {
  const story = {};
  seesWhatOthersWrote(view);
  writes(view, story);
  handles(view, story);
  ends(view, story);
  looksAfterTheAccount(view);
  if (view.script) {
    checksTheRecord(view);
    everyPage(view);
    isProtected(view);
    signsInByPasskey(view);
  } else {
    hasNoPasskeys(view);
  }
}
comesForTheFirstTime();
provesWork();
everybody();
namesNobody();
nothingIsForgotten();

await run(process.argv.slice(2));
