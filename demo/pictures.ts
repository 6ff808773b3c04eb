import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { Demo } from './demo';

const CHROMIUMS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Saves pictures of what a person sees: the workflow after a run, a picker, and a field preview. */
export async function takePictures(demo: Demo, folder: string): Promise<void> {
	const executablePath = CHROMIUMS.find(existsSync);
	if (!executablePath) throw new Error(`A picture needs Chromium: none of ${CHROMIUMS.join(', ')}`);
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
	});
	try {
		const { n8n } = demo;
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		await context.addCookies([{ name: 'n8n-auth', value: n8n.cookie, url: n8n.url }]);
		await context.route(
			(url) => url.hostname !== '127.0.0.1',
			(route) => route.abort(),
		);
		const page = await context.newPage();
		const save = (name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) });
		await showRun(page, demo);
		await save('demo-canvas');
		await showPicker(page, demo);
		await save('door-picker');
		await showPreview(page);
		await save('field-preview');
	} finally {
		await browser.close();
	}
}

async function showRun(page: Page, { n8n, workflowId }: Demo): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${workflowId}/executions`);
	await page.getByText('Succeeded').first().waitFor();
	// n8n's tips would cover the canvas.
	await named(page, 'suggested-actions-close').click();
	await page.waitForTimeout(500);
}

/** Events of one door, while its name is being typed. */
async function showPicker(page: Page, { n8n, locktCredential }: Demo): Promise<void> {
	const door = { __rl: true, mode: 'list', value: '' };
	const node = (name: string, parameters: object, x: number) => ({
		id: name,
		name,
		type: 'n8n-nodes-lockt.lockt',
		typeVersion: 1,
		position: [x, 0],
		parameters,
		credentials: locktCredential,
	});
	const { id } = await n8n.rest<{ id: string }>('POST', '/rest/workflows', {
		name: 'Look around',
		nodes: [
			node('Events of a Door', { resource: 'event', operation: 'getMany', filters: { door } }, 0),
			node('Doors', { resource: 'door', operation: 'getMany' }, 240),
		],
		connections: { 'Events of a Door': { main: [[{ node: 'Doors', type: 'main', index: 0 }]] } },
		settings: {},
	});
	await page.goto(`${n8n.url}/workflow/${id}`);
	await open(page, 'Events of a Door');
	await named(page, 'rlc-input').first().click();
	await named(page, 'rlc-search').locator('visible=true').fill('room');
	await page.waitForTimeout(1500);
}

/** What the next node can use before anything has run. */
async function showPreview(page: Page): Promise<void> {
	await page.reload();
	await open(page, 'Doors');
	await page.waitForTimeout(1500);
}

async function open(page: Page, node: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	await named(page, 'ndv').waitFor();
	await page.waitForTimeout(500);
}

const named = (page: Page, id: string) => page.locator(`[data-test-id="${id}"]`);
