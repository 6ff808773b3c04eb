import type { Page } from 'playwright-core';
import { byTestId, openBrowser, openNode } from '../../demo/browser';
import { startDemo, type Demo } from '../../demo/demo';
import { addWorkflow } from '../../demo/n8n';
import { stopAll, type Stops } from '../../demo/stops';

/** What a person sees who clicks, in a real browser on a real n8n. */
describe('the panel of the Lockt node in a browser', () => {
	const stops: Stops = [];
	let demo: Demo;
	let page: Page;
	beforeAll(async () => {
		demo = await startDemo(stops);
		const browser = await openBrowser(demo.n8n);
		stops.push(browser.close);
		page = browser.page;
	});
	afterAll(() => stopAll(stops));

	it('shows the fields to map of another resource or operation by itself', async () => {
		// Given a node that creates users, whose fields n8n shows
		const { id } = await addWorkflow(demo.n8n, userToCreate, () => demo.locktCredential);
		await page.goto(`${demo.n8n.url}/workflow/${id}`);
		await openNode(page, 'Lockt');
		await fieldToMap(page, 'pin').waitFor();
		await fieldToMap(page, 'email').waitFor();

		// When it is to create fobs instead
		await choose(page, 'resource', 'Fob');
		await choose(page, 'operation', 'Create');

		// Then it asks for the fields of a fob, and no longer for those of a user
		await fieldToMap(page, 'card_num').waitFor();
		expect(await fieldToMap(page, 'pin').count()).toBe(0);
		expect(await fieldToMap(page, 'email').count()).toBe(0);

		// And the number that a new fob needs cannot be left away
		const leaveAway = byTestId(page, 'remove-field-button-card_num');
		expect(await leaveAway.count()).toBe(0);

		// When it is to update fobs
		await choose(page, 'operation', 'Update');

		// Then it can
		await leaveAway.waitFor();
	});

	it('has Dry Run on as soon as it is added, also once it is saved', async () => {
		// Given a node that creates users
		const { id } = await addWorkflow(demo.n8n, userToCreate, () => demo.locktCredential);
		await page.goto(`${demo.n8n.url}/workflow/${id}`);
		await openNode(page, 'Lockt');

		// And its fields are there: they move what is below them
		await fieldToMap(page, 'pin').waitFor();

		// When Dry Run is added, and the workflow is saved
		await byTestId(page, 'collection-parameter-add').last().click();
		await page.getByText('Dry Run', { exact: true }).last().click();
		await byTestId(page, 'parameter-input-dryRun').waitFor();
		await page.keyboard.press('ControlOrMeta+s');

		// Then n8n has stored that it is on: n8n saves by itself, too, maybe before it was added
		let options: object = {};
		while (Object.keys(options).length === 0) {
			await page.waitForTimeout(200);
			const { nodes } = await demo.n8n.rest<{
				nodes: Array<{ parameters: { options?: object } }>;
			}>('GET', `/rest/workflows/${id}`);
			options = nodes[0]!.parameters.options ?? {};
		}
		expect(options).toEqual({ dryRun: true });
	});
});

/** A field to map, by the property it fills. */
const fieldToMap = (page: Page, property: string) => byTestId(page, `parameter-input-${property}`);

/** Picks from a list of choices on the panel. */
async function choose(page: Page, field: string, choice: string): Promise<void> {
	await byTestId(page, `parameter-input-${field}`).click();
	const named = page.getByText(choice, { exact: true });
	// Of n8n's lists one is open, and its choices have a line of explanation.
	await page.getByRole('option').filter({ has: named, visible: true }).first().click();
}

const userToCreate = {
	name: 'Create a user',
	nodes: [
		{
			id: 'a',
			name: 'Lockt',
			type: 'n8n-nodes-lockt.lockt',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: { resource: 'user', operation: 'create' },
		},
	],
	connections: {},
	settings: {},
};
