import { setTimeout as sleep } from 'node:timers/promises';
import { readExample, startDemo, type Demo } from '../../demo/demo';
import type { Mail } from '../../demo/mailbox';
import { addWorkflow, runWorkflow } from '../../demo/n8n';
import { stopAll, type Stops } from '../../demo/stops';
import { filter, find } from '../../emulator/building/building';

/** The examples that a person starts, each run to its end in a real n8n against the emulated building. */
const stops: Stops = [];
let demo: Demo;
beforeAll(async () => {
	demo = await startDemo(stops, undefined, { N8N_LOG_LEVEL: 'debug' });
});
afterAll(() => stopAll(stops));

const HR = 'hr@building.example';
const SECURITY = 'security@building.example';

describe('new-hire-to-door-access', () => {
	const nora = () => find(demo.emulator.building.users, ({ id_num }) => id_num === 'E-20417');

	it('gives a new hire their access levels and mails them the key', async () => {
		const mails = await run(demo.byHand['new-hire-to-door-access']);

		const { accessLevels, credentials } = demo.emulator.building;
		const user = nora()!;
		expect(user).toMatchObject({
			first_name: 'Nora',
			last_name: 'Lindqvist',
			enabled: true,
			access_effective: '2027-01-04 00:00:00',
			pin: '4711',
		});
		const levels = user.accessLevelIds.map((id) => accessLevels.get(id)!.name);
		expect(levels.sort()).toEqual(['Everyone', 'Offices']);

		const { credential_key } = find(credentials, ({ userId }) => userId === user.id)!;
		expect(mails).toMatchObject([{ to: user.email, subject: 'Your key to the building, Nora' }]);
		expect(mails[0]!.text).toContain(`with this key: ${credential_key}`);
	});

	it('changes nothing and mails nobody when it runs again', async () => {
		const before = structuredClone(nora());
		const sent = changes();
		expect(await run(demo.byHand['new-hire-to-door-access'])).toEqual([]);
		expect(changes()).toBe(sent);
		expect(nora()).toEqual(before);
	});

	it('adds what is new to somebody known, leaves their PIN, and mails nobody', async () => {
		const before = structuredClone(nora()!);
		const { accessLevels } = demo.emulator.building;
		const security = find(accessLevels, ({ name }) => name === 'Security')!;
		const mails = await runWith('new-hire-to-door-access', {
			'Access Levels': 'Security',
			PIN: '',
		});
		expect(mails).toEqual([]);
		expect(nora()).toEqual({
			...before,
			accessLevelIds: [...before.accessLevelIds, security.id],
		});
	});

	it('tells HR all that is wrong with a row, and sends nothing', async () => {
		const sent = changes();
		const mails = await runWith('new-hire-to-door-access', {
			'ID Number': 'E-20418',
			'E-Mail': 'nobody',
			'Access Levels': 'Everyone, Penthouse',
		});
		expect(mails).toMatchObject([{ to: HR, subject: 'No door access yet: Nora Lindqvist' }]);
		const { text } = mails[0]!;
		expect(text).toContain('(ID number E-20418)');
		expect(text).toContain("'Email' must be an e-mail address: 'nobody' is none");
		expect(text).toContain("'Access Levels': there is no access level 'Penthouse'");
		expect(text).not.toContain('is missing');
		expect(changes()).toBe(sent);
	});
});

describe('leaver-access-off', () => {
	const userOf = (idNum: string) =>
		find(demo.emulator.building.users, ({ id_num }) => id_num === idNum)!;
	const heldBy = (userId: number) =>
		filter(demo.emulator.building.credentials, (one) => one.userId === userId);

	it('disables a leaver, takes the fobs back, and tells security of both', async () => {
		const heidi = userOf('E-10006');
		const fobs = heldBy(heidi.id).filter(({ fob }) => fob);
		expect(heidi.enabled).toBe(true);
		expect(fobs).toHaveLength(1);

		const mails = await run(demo.byHand['leaver-access-off']);

		expect(heidi.enabled).toBe(false);
		expect(fobs.map(({ userId }) => userId)).toEqual([0]);
		expect(heldBy(heidi.id)).toHaveLength(1);
		expect(mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
			`${SECURITY}: Access is off: Heidi VonRueden`,
			`${SECURITY}: Collect a fob: ${fobs[0]!.name}`,
		]);
		expect(mails[1]!.text).toContain(`(card ${fobs[0]!.card_num}) from Heidi VonRueden`);
	});

	it('is content with a leaver who has no fob', async () => {
		const mails = await runWith('leaver-access-off', { 'ID Number': 'E-10001' });
		expect(userOf('E-10001').enabled).toBe(false);
		const { first_name, last_name } = userOf('E-10001');
		expect(mails).toMatchObject([{ subject: `Access is off: ${first_name} ${last_name}` }]);
	});

	it('tells security when Lockt does not know the leaver', async () => {
		const sent = changes();
		const mails = await runWith('leaver-access-off', { 'ID Number': 'E-404' });
		expect(mails).toMatchObject([{ to: SECURITY, subject: 'NOT DONE for a leaver: Disable User' }]);
		expect(mails[0]!.text).toContain("No user with ID Number 'E-404'");
		expect(changes()).toBe(sent);
	});

	it('tells security of a fob that could not be taken back', async () => {
		const { emulator } = demo;
		emulator.faults = [{ kind: 'status500', on: 'PUT /fob' }];
		const mails = await runWith('leaver-access-off', { 'ID Number': 'E-10013' });
		emulator.faults = [];
		const armani = userOf('E-10013');
		expect(armani.enabled).toBe(false);
		expect(heldBy(armani.id).filter(({ fob }) => fob)).toHaveLength(1);
		expect(mails.map(({ subject }) => subject)).toEqual([
			`Access is off: ${armani.first_name} ${armani.last_name}`,
			'NOT DONE for a leaver: Unassign Fob',
		]);
		expect(mails[1]!.text).toContain(`${armani.first_name} ${armani.last_name}`);
	});
});

describe('the log of n8n', () => {
	it('holds neither the API key nor a PIN, however much it says', async () => {
		const log = await demo.n8n.log();
		// The runs above, those with failures among them, have left their traces.
		expect(log).toContain('Unassign Fob');
		expect(log).not.toContain(demo.emulator.credential.apiKey);
		expect(log).not.toMatch(/\bpin\b\W{0,6}\d/i);
	});
});

/** How many requests to change something Lockt has seen. */
const changes = () => demo.emulator.journal.filter(({ method }) => method !== 'GET').length;

/** Runs an example whose row has other values in some columns. */
async function runWith(name: string, columns: Record<string, string>): Promise<Mail[]> {
	const workflow = await readExample(name);
	const rows = workflow.nodes.filter(({ name }) => name === 'New Hire' || name === 'Leaver');
	expect(rows).toHaveLength(1);
	const { assignments } = rows[0]!.parameters.assignments as {
		assignments: Array<{ name: string; value: string }>;
	};
	for (const [name, value] of Object.entries(columns)) {
		assignments.find((column) => column.name === name)!.value = value;
	}
	const { id } = await addWorkflow(demo.n8n, workflow, demo.credentialsFor);
	return run(id);
}

/** Starts a workflow as the button on the canvas does. @returns the mails it sent, oldest first */
async function run(workflowId: string): Promise<Mail[]> {
	const { n8n, mailbox } = demo;
	const before = mailbox.mails.length;
	const executionId = await runWorkflow(n8n, workflowId);
	for (;;) {
		const { status, data } = await n8n.rest<{ status: string; data: string }>(
			'GET',
			`/rest/executions/${executionId}`,
		);
		if (status !== 'running' && status !== 'new') {
			if (status !== 'success') throw new Error(`The run ended as ${status}: ${data}`);
			break;
		}
		await sleep(100);
	}
	const sent = mailbox.mails.slice(0, mailbox.mails.length - before).reverse();
	// The demo's other workflows mail as well, when somebody is turned away at a door.
	return sent.filter(({ subject }) => !subject.startsWith('Access denied'));
}
