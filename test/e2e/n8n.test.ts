import { setTimeout as sleep } from 'node:timers/promises';
import { readExample, startDemo, type Demo } from '../../demo/demo';
import { addActiveWorkflow, addCredential, republish, type WorkflowFile } from '../../demo/n8n';
import { stopAll, type Stops } from '../../demo/stops';

/** The packed tarball in a real n8n, installed the way a user installs it. */
/** More often than n8n's own choices: a custom time each. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, n) => ({
		mode: 'custom',
		cronExpression: `${n * 5} * * * * *`,
	})),
};

describe('the package in a real n8n', () => {
	const stops: Stops = [];
	let demo: Demo;
	beforeAll(async () => {
		demo = await startDemo(stops);
	});
	afterAll(() => stopAll(stops));

	it('is listed among the community nodes with its two nodes', async () => {
		const packages = await demo.n8n.rest<
			Array<{ packageName: string; installedVersion: string; installedNodes: unknown[] }>
		>('GET', '/rest/community-packages');
		expect(packages).toMatchObject([
			{
				packageName: 'n8n-nodes-lockt',
				installedVersion: demo.tarball.version,
				installedNodes: [
					{ name: 'Lockt', type: 'n8n-nodes-lockt.lockt' },
					{ name: 'Lockt Trigger', type: 'n8n-nodes-lockt.locktTrigger' },
				],
			},
		]);
	});

	it('serves the icons, light and dark', async () => {
		for (const file of ['lockt.svg', 'lockt.dark.svg']) {
			const icon = await fetch(`${demo.n8n.url}/icons/n8n-nodes-lockt/dist/icons/${file}`);
			expect(icon.headers.get('content-type')).toContain('svg');
			expect(await icon.text()).toContain('<svg');
		}
	});

	it('previews the fields of an operation before its first run', async () => {
		const preview = await fetch(
			`${demo.n8n.url}/schemas/n8n-nodes-lockt.lockt/1/doorBattery/getMany.json`,
			{ headers: { cookie: `n8n-auth=${demo.n8n.cookie}` } },
		);
		expect(await preview.json()).toMatchObject({
			properties: { battery_level: { type: 'number' } },
		});
	});

	it('previews the fields of the trigger, too', async () => {
		const preview = await fetch(`${demo.n8n.url}/schemas/n8n-nodes-lockt.locktTrigger/1.json`, {
			headers: { cookie: `n8n-auth=${demo.n8n.cookie}` },
		});
		expect(await preview.json()).toMatchObject({ properties: { summary: { type: 'string' } } });
	});

	it('searches a picker as a person types', async () => {
		const { locktApi } = await addCredential(
			demo.n8n,
			'For a picker',
			'locktApi',
			demo.emulator.credential,
		);
		const [user] = demo.emulator.building.users.values();
		const { results } = await demo.n8n.rest<{ results: unknown[] }>(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: 'parameters.user',
				methodName: 'searchUsers',
				nodeTypeAndVersion: { name: 'n8n-nodes-lockt.lockt', version: 1 },
				currentNodeParameters: { resource: 'user', operation: 'get' },
				credentials: { locktApi },
				filter: user!.id_num,
			},
		);
		expect(results).toMatchObject([{ value: user!.id }]);
	});

	it('turns a door event into an execution whose items are linked', async () => {
		const { emulator, workflowId } = demo;
		const event = emulator.tryDoor('denied');
		// The workflow polls once a minute.
		const mail = await demo.mailbox.first(
			AbortSignal.timeout(90_000),
			({ subject, text }) =>
				subject === `Access denied: ${event.device}` && text.startsWith(event.user),
		);
		expect(mail.text).toContain(`${event.user} was turned away at ${event.device}`);
		const { status, data } = await lastExecution(workflowId);
		expect(status).toBe('success');
		expect(data).toContain(event.device);
	});

	it('tells by mail who was turned away after hours, and nobody else', async () => {
		const { emulator, mailbox } = demo;
		const [schedule] = emulator.building.schedules.values();
		const workflow = await readExample('access-denied-after-hours-to-email');
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('.locktTrigger'))!;
		Object.assign(trigger.parameters, {
			pollTimes: EVERY_FIVE_SECONDS,
			filters: { outsideSchedule: { __rl: true, mode: 'list', value: String(schedule!.id) } },
		});
		const setDays = (on: boolean) => {
			schedule!.days = schedule!.days.map(() => on);
		};

		setDays(true);
		const workflowId = await addActiveWorkflow(demo.n8n, workflow, demo.credentialsFor);
		const asked = () => emulator.journal.filter(({ url }) => url.endsWith('/schedule')).length;
		const before = asked();
		emulator.tryDoor('denied');
		// Schedules are read where an event is judged by them.
		while (asked() === before) await sleep(200);
		expect(await executionsOf(workflowId)).toEqual([]);

		setDays(false);
		const event = emulator.tryDoor('denied');
		expect(await lastExecution(workflowId)).toMatchObject({ status: 'success' });
		const mail = await mailbox.first(
			AbortSignal.timeout(20_000),
			({ subject, text }) =>
				subject === `Access denied after hours: ${event.device}` && text.startsWith(event.user),
		);
		expect(mail.text).toContain(`${event.user} was turned away at ${event.device}`);
		expect(mail.text).toContain(`Card: ${event.card_num}`);
	});

	it('tells by mail that a battery runs low, once', async () => {
		const { n8n, emulator, mailbox } = demo;
		const doors = [...emulator.building.doors.values()].filter(({ battery }) => battery !== null);
		for (const door of doors) door.battery = 90;
		const workflowId = await addActiveWorkflow(
			demo.n8n,
			await readExample('low-battery-to-email'),
			demo.credentialsFor,
		);
		expect(await executionsOf(workflowId)).toEqual([]);

		const [door] = doors;
		door!.battery = 7;
		await republish(n8n, workflowId);
		expect(await lastExecution(workflowId)).toMatchObject({ status: 'success' });
		const mail = await mailbox.first(AbortSignal.timeout(20_000), ({ subject }) =>
			subject.startsWith('Battery of'),
		);
		expect(mail.subject).toMatch(/ is at 7 %$/);
		expect(mail.subject).toContain(door!.name);
		expect(mail.text).toContain('Please change it.');

		await republish(n8n, workflowId);
		expect(await executionsOf(workflowId)).toHaveLength(1);
	});

	it.each([
		['the right values', {}, 'OK', 'Connection successful!'],
		[
			'a wrong key',
			{ apiKey: 'mistyped' },
			'Error',
			"did not accept this 'API User' and 'API Key'",
		],
		['plain http', { baseUrl: 'http://lockt.example/api/v1' }, 'Error', 'must start with https://'],
		['no https://', { baseUrl: 'lockt.example/api/v1' }, 'Error', 'must start with https://'],
		['no address', { baseUrl: 'lockt' }, 'Error', 'is not a web address'],
	])('tests a credential with %s', async (_, change, status, message) => {
		const { credential } = demo.emulator;
		const result = await testCredential({ ...credential, ...change });
		expect(result).toMatchObject({ status, message: expect.stringContaining(message) as string });
		expect(result.message).not.toContain(credential.apiKey);
	});

	it('takes a Base URL with a slash at the end', async () => {
		const { credential } = demo.emulator;
		const result = await testCredential({ ...credential, baseUrl: `${credential.baseUrl}/` });
		expect(result).toMatchObject({ status: 'OK' });
	});

	it.each([
		['htmlPage', "Check 'Base URL'"],
		['otherJson', "Check 'Base URL'"],
		['redirect', "Check 'Base URL'"],
		['status500', 'has a problem of its own'],
		['status429', 'too many requests'],
	] as const)('does not take %s for a good credential', async (fault, message) => {
		demo.emulator.faults = [{ kind: fault }];
		const result = await testCredential(demo.emulator.credential);
		demo.emulator.faults = [];
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining(message) as string,
		});
	});

	it('shows an error on the canvas that says what to do, without the key', async () => {
		const { n8n, emulator } = demo;
		const wrong = { ...emulator.credential, apiKey: 'mistyped-key' };
		const credential = await addCredential(n8n, 'Wrong key', 'locktApi', wrong);
		const workflowId = await addActiveWorkflow(n8n, DOORS_ON_SCHEDULE, (type) =>
			type === 'n8n-nodes-lockt.lockt' ? credential : undefined,
		);
		const { status, data } = await lastExecution(workflowId);
		expect(status).toBe('error');
		expect(data).toContain('Lockt did not accept the API user and API key');
		expect(data).toContain("Open the Lockt credential and check 'API User' and 'API Key'");
		expect(data).not.toContain('mistyped-key');
	});

	it.each(['SIGTERM', 'SIGKILL'] as const)(
		'tells once of what happened while n8n was down after a %s',
		async (signal) => {
			const { n8n, emulator, workflowId } = demo;
			await n8n.end(signal);
			const { id } = emulator.tryDoor('denied');
			await n8n.restart();
			while ((await runsWith(workflowId, id)).length === 0) await sleep(200);
			await republish(n8n, workflowId);
			expect(await runsWith(workflowId, id)).toMatchObject([{ status: 'success' }]);
		},
	);

	async function testCredential(data: object) {
		const { n8n } = demo;
		const { locktApi } = await addCredential(n8n, 'Under test', 'locktApi', data);
		return n8n.rest<{ status: string; message: string }>('POST', '/rest/credentials/test', {
			credentials: { ...locktApi, type: 'locktApi', data },
		});
	}

	/** The newest execution of a workflow once it has ended; waits for one. */
	async function lastExecution(workflowId: string): Promise<{ status: string; data: string }> {
		for (;;) {
			const ended = (await executionsOf(workflowId)).find(
				({ status }) => status !== 'running' && status !== 'new',
			);
			if (ended) return demo.n8n.rest('GET', `/rest/executions/${ended.id}`);
			await sleep(200);
		}
	}

	/** Those of the latest executions of a workflow that got an event. */
	async function runsWith(workflowId: string, eventId: number): Promise<Array<{ status: string }>> {
		const runs = await Promise.all(
			(await executionsOf(workflowId)).map(({ id }) =>
				demo.n8n.rest<{ status: string; data: string }>('GET', `/rest/executions/${id}`),
			),
		);
		return runs.filter(({ data }) => data.includes(`/event/${eventId}/`));
	}

	/** The executions of a workflow, newest first. */
	async function executionsOf(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await demo.n8n.rest<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		return results;
	}
});

const DOORS_ON_SCHEDULE: WorkflowFile = {
	name: 'Doors every second',
	nodes: [
		{
			id: 'a',
			name: 'Every Second',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, 0],
			parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
		},
		{
			id: 'b',
			name: 'Lockt',
			type: 'n8n-nodes-lockt.lockt',
			typeVersion: 1,
			position: [240, 0],
			parameters: { resource: 'door', operation: 'getMany' },
		},
	],
	connections: { 'Every Second': { main: [[{ node: 'Lockt', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};
