import { existsSync } from 'node:fs';
import { chromium, type Locator, type Page } from 'playwright-core';
import type { N8n } from './n8n';

const CHROMIUMS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Opens a browser whose person is signed in to n8n, and which reaches this machine alone. */
export async function openBrowser({ url, cookie }: Pick<N8n, 'url' | 'cookie'>) {
	const executablePath = CHROMIUMS.find(existsSync);
	if (!executablePath) throw new Error(`Chromium is needed: none of ${CHROMIUMS.join(', ')}`);
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
	});
	const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
	await context.addCookies([{ name: 'n8n-auth', value: cookie, url }]);
	await context.route(
		({ hostname }) => hostname !== '127.0.0.1',
		(route) => route.abort(),
	);
	return { page: await context.newPage(), close: () => browser.close() };
}

/** Opens the panel of a node of the workflow that a page shows. */
export async function openNode(page: Page, node: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	await byTestId(page, 'ndv').waitFor();
	await page.waitForTimeout(500);
}

/** A part of n8n's pages by the name that n8n gives it for tests. */
export const byTestId = (page: Page, id: string): Locator => page.locator(`[data-test-id="${id}"]`);
