import { existsSync } from 'node:fs';
import { chromium as playwright } from 'playwright-core';

const paths = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser on this machine: where `CHROMIUM_PATH` says, else where it usually is; undefined where there is none. */
export const chromiumPath = paths.find((path) => path && existsSync(path));

/** A headless browser that asks nothing of anybody by itself. */
export function launchChromium() {
  return playwright.launch({
    executablePath: chromiumPath!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
