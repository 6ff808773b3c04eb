import type { Fault, FaultKind } from '../../../emulator/faults';
import { triggerNode } from '../engine';
import { useLockt } from '../useLockt';

/** What n8n shows of an error. */
interface Shown {
	message: string;
	description?: string | null;
	httpCode?: string | null;
}

const lockt = useLockt();

describe('when something is wrong between n8n and Lockt', () => {
	/** The error of a door list; checked not to show the key anywhere. */
	async function shown(): Promise<Shown> {
		const error: unknown = await lockt.run('door getMany').then(
			() => {
				throw new Error('It should have failed');
			},
			(thrown: unknown) => thrown,
		);
		const everything = JSON.stringify(error, Object.getOwnPropertyNames(error));
		expect(everything).not.toContain(lockt.emulator.credential.apiKey);
		expect(String((error as Error).stack)).not.toContain(lockt.emulator.credential.apiKey);
		return error as Shown;
	}

	it('a wrong key', async () => {
		lockt.engine.credential.apiKey = 'mistyped';
		expect(await shown()).toMatchObject({
			message: 'Lockt did not accept the API user and API key',
			description: expect.stringContaining("check 'API User' and 'API Key'") as string,
			httpCode: '401',
		});
		expect(lockt.emulator.journal).toHaveLength(1);
	});

	it('plain http to another computer: refused before a byte leaves', async () => {
		lockt.engine.credential.baseUrl = 'http://cloudapi.lockt.com/api/v1';
		expect(await shown()).toMatchObject({
			message: "The 'Base URL' of the Lockt credential must start with https://",
			description: expect.stringContaining('Nothing was sent') as string,
		});
	});

	it('plain http to another computer, asked for by another node with this credential', async () => {
		const { locktApi } = lockt.loaded.credentialTypes;
		const authenticate = locktApi!.authenticate as (c: object, o: object) => Promise<unknown>;
		const headers = {};
		for (const options of [
			{ url: 'http://lockt.example/' },
			{ uri: 'http://lockt.example/' },
			{},
		]) {
			const credential = { ...lockt.emulator.credential, httpRequestNode: true };
			await expect(
				(async () => authenticate(credential, { ...options, headers }))(),
			).rejects.toThrow("'Base URL'");
		}
		expect(headers).toEqual({});
	});

	it('an unreachable host', async () => {
		lockt.engine.credential.baseUrl = 'https://127.0.0.1:9/api/v1';
		expect(await shown()).toMatchObject({
			message: "The server '127.0.0.1:9' could not be reached",
			description: expect.stringMatching(/^Nothing was sent.*check 'Base URL'/) as string,
		});
	});

	it('a host that does not exist', async () => {
		lockt.engine.credential.baseUrl = 'https://no-such-host.invalid/api/v1';
		expect(await shown()).toMatchObject({
			message: "No server was found at 'no-such-host.invalid'",
		});
	});

	it('a certificate nobody trusts', async () => {
		const https = await lockt.startAnother({ https: true });
		lockt.engine.credential.baseUrl = https.credential.baseUrl;
		expect((await shown()).message).toMatch(
			/security certificate of '127.0.0.1:\d+' is not trusted/,
		);
		expect(https.journal).toEqual([]);
	});

	it.each<[FaultKind, string, string]>([
		['htmlPage', 'answered with a web page instead of data', "Check 'Base URL'"],
		['truncatedJson', 'cannot be read: it is not complete JSON', 'Try again'],
		['otherJson', 'without a list of records', "Check 'Base URL'"],
		['status500', 'a problem of its own at the moment (status 500)', 'Try again in a few minutes'],
		['status429', 'too many requests', 'Wait a minute'],
		['refused', 'Lockt refused the request: Validation errors found.', 'Check the values'],
		['refusedWith200', 'Lockt refused the request: Validation errors found.', 'Check the values'],
		['cut', 'broke before Lockt had answered in full', 'Try again'],
		['echoesKey', 'did not accept the API user and API key', 'Unknown key ***'],
	])('%s', async (kind, message, todo) => {
		lockt.emulator.faults = [{ kind }];
		const error = await shown();
		expect(error.message).toContain(message);
		expect(error.description).toContain(todo);
		const passing = /^(status(429|5)|cut)/.test(kind);
		expect(lockt.emulator.journal.length > 1).toBe(passing);
	});

	it('what passes by itself is asked again until it answers', async () => {
		lockt.emulator.faults = [
			{ kind: 'status503' },
			{ kind: 'cut' },
			{ kind: 'status429NoHint' },
		].map((fault) => ({ ...fault, times: 1 }) as Fault);
		expect(await lockt.read('door getMany')).toHaveLength(lockt.building.doors.size);
		expect(lockt.asked()).toEqual(Array(4).fill('GET /door'));
	});

	it('a redirect: the key does not travel along', async () => {
		const elsewhere = await lockt.startAnother();
		lockt.emulator.faults = [{ kind: 'redirect', to: `${elsewhere.credential.baseUrl}/door` }];
		const { message } = await shown();
		expect(message).toContain('sends requests on to another address');
		expect(elsewhere.journal).toEqual([]);
	});

	it.each<[FaultKind, object | undefined]>([
		['status429', { cause: 'rate-limited', retryAfterMs: 2000 }],
		['status429NoHint', { cause: 'rate-limited' }],
		['echoesKey', { cause: 'credential-invalid' }],
		['status503', { cause: 'temporarily-unavailable' }],
		['refused', undefined],
	])('%s tells the back-off of n8n what it is', async (kind, failure) => {
		const workflow = lockt.engine.workflow(triggerNode());
		lockt.emulator.faults = [{ kind }];
		const error: unknown = await lockt.engine.poll(workflow).catch((thrown: unknown) => thrown);
		expect(JSON.parse(JSON.stringify((error as { failure?: object }).failure ?? null))).toEqual(
			failure ?? null,
		);
	});

	it('the trigger says the same, and keeps what it remembers', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		const before = JSON.stringify(workflow.staticData);
		lockt.emulator.tryDoor();
		lockt.emulator.faults = [{ kind: 'status500' }];
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({ httpCode: '500' });
		expect(JSON.stringify(workflow.staticData)).toBe(before);
		lockt.emulator.faults = [];
		expect(await lockt.engine.poll(workflow)).toHaveLength(1);
	});
});
