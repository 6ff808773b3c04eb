import path from 'node:path';
import type { Page } from 'playwright-core';
import { byTestId, openBrowser, openNode } from './browser';
import type { Demo } from './demo';
import type { Credentials } from './n8n';

/** Saves pictures of what a person sees: the workflow after a run, a picker, a field preview, a mapping. */
export async function takePictures(demo: Demo, folder: string): Promise<void> {
	const { page, close } = await openBrowser(demo.n8n);
	const save = (name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) });
	try {
		await showRun(page, demo);
		await save('demo-canvas');
		await showPicker(page, demo);
		await save('door-picker');
		await showPreview(page);
		await save('field-preview');
		await showMapping(page, demo);
		await byTestId(page, 'ndv').screenshot({ path: path.join(folder, 'field-mapping.png') });
	} finally {
		await close();
	}
}

async function showRun(page: Page, { n8n, workflowId }: Demo): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${workflowId}/executions`);
	await page.getByText('Succeeded').first().waitFor();
	// n8n's tips would cover the canvas.
	await byTestId(page, 'suggested-actions-close').click();
	await page.waitForTimeout(500);
}

/** Events of one door, while its name is being typed. */
async function showPicker(page: Page, { n8n, locktCredential }: Demo): Promise<void> {
	const door = { __rl: true, mode: 'list', value: '' };
	const node = (name: string, parameters: object, x: number) => ({
		...locktNode(name, parameters, locktCredential),
		position: [x, 0],
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
	await openNode(page, 'Events of a Door');
	await byTestId(page, 'rlc-input').first().click();
	await byTestId(page, 'rlc-search').locator('visible=true').fill('room');
	await page.waitForTimeout(1500);
}

/** What the next node can use before anything has run. */
async function showPreview(page: Page): Promise<void> {
	await page.reload();
	await openNode(page, 'Doors');
	await page.waitForTimeout(1500);
}

/** The columns of an HR export, each dragged onto a field of a new user. */
async function showMapping(page: Page, { n8n, locktCredential }: Demo): Promise<void> {
	const columns = {
		id_num: ['Personnel No.', 'E-20417'],
		first_name: ['Given Name', 'Nora'],
		last_name: ['Surname', 'Lindqvist'],
		email: ['Work E-Mail', 'nora.lindqvist@people.example'],
		phone: ['Mobile', '5552041700'],
		pin: ['Door PIN', '4711'],
		card_num: ['Badge', '020417'],
		access_effective: ['First Day', '2027-01-04'],
		accesslevels: ['Areas', 'Everyone, Offices'],
	};
	const expressions = Object.entries(columns).map(([id, [name]]) => [
		id,
		`={{ $json['${name}'] }}`,
	]);
	const mapping = { mappingMode: 'defineBelow', value: Object.fromEntries(expressions) as object };
	const { id } = await n8n.rest<{ id: string }>('POST', '/rest/workflows', {
		name: 'Field mapping',
		nodes: [
			{
				id: 'HR Export',
				name: 'HR Export',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				...locktNode(
					'Create User',
					{ resource: 'user', operation: 'create', columns: mapping },
					locktCredential,
				),
				position: [240, 0],
			},
		],
		pinData: { 'HR Export': [{ json: Object.fromEntries(Object.values(columns)) as object }] },
		connections: { 'HR Export': { main: [[{ node: 'Create User', type: 'main', index: 0 }]] } },
		settings: {},
	});
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.goto(`${n8n.url}/workflow/${id}`);
	await openNode(page, 'Create User');
	await page.waitForTimeout(1500);
}

const locktNode = (name: string, parameters: object, credentials: Credentials) => ({
	id: name,
	name,
	type: 'n8n-nodes-lockt.lockt',
	typeVersion: 1,
	parameters,
	credentials,
});
