import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Demo } from './demo';

const CHROMIUMS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Saves a picture of the workflow's last execution as n8n shows it in the browser. */
export async function takePicture({ n8n, workflowId }: Demo, file: string): Promise<void> {
	const executablePath = CHROMIUMS.find(existsSync);
	if (!executablePath) throw new Error(`A picture needs Chromium: none of ${CHROMIUMS.join(', ')}`);
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		await context.addCookies([{ name: 'n8n-auth', value: n8n.cookie, url: n8n.url }]);
		await context.route(
			(url) => url.hostname !== '127.0.0.1',
			(route) => route.abort(),
		);
		const page = await context.newPage();
		await page.goto(`${n8n.url}/workflow/${workflowId}/executions`);
		await page.getByText('Succeeded').first().waitFor();
		// n8n's tips would cover the canvas.
		await page.locator('[data-test-id="suggested-actions-close"]').click();
		await page.waitForTimeout(500);
		await page.screenshot({ path: file });
	} finally {
		await browser.close();
	}
}
