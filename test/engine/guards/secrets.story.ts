import type { Building } from '../../../emulator/building/building';
import type { Fault } from '../../../emulator/faults';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { spellings } from '../../spellings';
import { newcomer } from '../../emulator/samples';
import { triggerNode, locktNode } from '../engine';
import { detailsOf, jsonOf } from '../output';
import { newUsers } from '../newUsers';
import { ALLOWED, autoMapped, by, columns, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });
const warnings = useWarnings();

const PIN = '48213';

/** All spellings of the key, of the user and of both, in texts, names and whatever else there is. */
function echo(): object {
	const { apiKey, apiUser } = lockt.emulator.credential;
	const texts = [apiKey, apiUser, `${apiUser}:${apiKey}`];
	const spelt = texts.flatMap((text) => Object.values(spellings).map((spell) => spell(text)));
	return { list: spelt, [apiKey]: { [`of ${apiUser}`]: spelt.join(' | ') }, ordinary: 'R&D 100 %' };
}

/** What a person may see of a run: its output, or the error it ended with but for the node itself. */
async function shownBy(run: Promise<unknown>): Promise<string> {
	const shown: unknown = await run.catch((error: unknown) => error);
	const { message, stack, description } = shown as Error & { description?: string };
	return JSON.stringify([message, stack, description, shown], (name, value: unknown) =>
		name === 'node' ? undefined : value,
	);
}

function expectNoKey(shown: string): void {
	const { apiKey, apiUser } = lockt.emulator.credential;
	for (const text of [apiKey, apiUser, `${apiUser}:${apiKey}`]) {
		for (const [name, spell] of Object.entries(spellings)) {
			if (shown.includes(spell(text))) throw new Error(`Shown as ${name}: ${shown}`);
		}
	}
}

/** Lockt answers in this way, whatever it is asked. */
const saying = (body: unknown, status = 200): Fault => ({
	kind: 'answer',
	status,
	body: JSON.stringify(body),
});

describe('the key and the user of the API', () => {
	it.each([200, 400, 401, 404, 409, 429, 500, 503])(
		'show in no spelling, whatever answers with %i',
		async (status) => {
			const error = Object.values(echo()).flat().slice(0, -1);
			lockt.emulator.faults = [saying({ data: [echo()], ...(status >= 400 && { error }) }, status)];
			const runs = [
				() => lockt.run('door getMany', { returnAll: true }),
				() => lockt.run('door getMany', { returnAll: true }, [{}], GO_ON),
				() => lockt.run('system apiCall', { method: 'GET', path: '/door', query: {} }),
				() =>
					lockt.run('system apiCall', { method: 'POST', path: '/door', query: {}, body: { a: 1 } }),
				() => lockt.run('door create', autoMapped, [{ name: 'Dock' }]),
				() => lockt.run('door create', autoMapped, [{ name: 'Dock' }], GO_ON),
				() => lockt.engine.poll(lockt.engine.workflow(triggerNode())),
				pick,
			];
			for (const run of runs) expectNoKey(await shownBy(run()));
		},
	);

	it('are hidden where ordinary data stays as it is', async () => {
		lockt.emulator.faults = [saying({ data: [echo()] })];
		const [record] = jsonOf(
			await lockt.run('system apiCall', { method: 'GET', path: '/door', query: {} }),
		);
		expect(record).toMatchObject({ ordinary: 'R&D 100 %', '***': {} });
	});

	it('show neither in Dry Run nor in what is said of an item that holds them', async () => {
		const { apiKey, apiUser } = lockt.emulator.credential;
		const name = `${apiUser} ${apiKey}`;
		for (const options of [{ dryRun: true }, {}]) {
			expectNoKey(await shownBy(lockt.run('door create', { ...autoMapped, options }, [{ name }])));
		}
		const parameters = { method: 'POST', path: '/door', query: one('x', apiKey), body: { name } };
		expectNoKey(
			await shownBy(lockt.run('system apiCall', { ...parameters, options: { dryRun: true } })),
		);
		expectNoKey(await shownBy(lockt.run('user get', { user: by('email', apiKey) })));
		expectNoKey(await shownBy(lockt.run('door unlock', { door: by('id', apiKey) })));
		const bad = { ...newcomer, email: apiKey };
		expectNoKey(await shownBy(lockt.run('user create', autoMapped, [bad], GO_ON)));
	});

	it('show not when they were pasted into the Base URL', async () => {
		const { apiKey, baseUrl } = lockt.emulator.credential;
		for (const pasted of [
			baseUrl.replace('//', `//${apiKey}@`),
			baseUrl.replace('//', `//user:${apiKey}@`),
			`${baseUrl}?key=${apiKey}`,
			`${baseUrl}#${apiKey}`,
			`${baseUrl}/${apiKey}`,
			`https://${apiKey}.invalid/api/v1`,
			apiKey,
		]) {
			lockt.engine.credential.baseUrl = pasted;
			expectNoKey(await shownBy(lockt.run('door getMany')));
			expectNoKey(
				await shownBy(
					lockt.run('door create', { ...autoMapped, options: { dryRun: true } }, [{ name: 'a' }]),
				),
			);
		}
	});

	it('show not in the log of n8n', async () => {
		const { apiKey } = lockt.emulator.credential;
		const people = { values: [{ person: by('email', apiKey) }] };
		const workflow = lockt.engine.workflow(triggerNode({ filters: { people } }));
		await shownBy(lockt.engine.poll(workflow));
		expectNoKey(warnings());
	});
});

/** Puts a text into all texts of the records of a building that the node may read and save. */
function putInto({ users, doors, accessLevels, credentials }: Building, text: string): void {
	for (const user of users.values()) {
		user.email = `${text}.${user.id}@building.example`;
		user.id_num = `${text}-${user.id}`;
		user.last_name = `${user.last_name} ${text}`;
		user.custom[0] = `See ${text}`;
	}
	for (const map of [doors, accessLevels, credentials]) {
		for (const record of map.values()) record.name = `${text} ${record.name}`;
	}
}

describe("an API user that Lockt's records repeat", () => {
	const API_USER = 'building-7x';
	const small = { users: 8, doors: 8, history: 5 };

	it.each(writeSamples)('changes nothing of what $operation sends', async (sample) => {
		const sent: unknown[] = [];
		for (const apiUser of ['another-user', API_USER]) {
			await lockt.reopen(small);
			lockt.engine.credential.apiUser = lockt.emulator.credential.apiUser = apiUser;
			putInto(lockt.building, API_USER);
			const output = await shownBy(
				lockt.run(sample.operation, sample.parameters(lockt.building), [{}], GO_ON),
			);
			if (apiUser === API_USER) expect(output).not.toContain(API_USER);
			sent.push(lockt.changes().map(({ url, body }) => [url, body]));
		}
		expect(sent[0]).toHaveLength(1);
		expect(sent[1]).toEqual(sent[0]);
	});

	it('is found where an item holds it, and never written over by what stands for it', async () => {
		lockt.engine.credential.apiUser = lockt.emulator.credential.apiUser = API_USER;
		putInto(lockt.building, API_USER);
		const person = [...lockt.building.users.values()][3]!;
		const { email, id_num } = person;
		const save = (row: IDataObject) =>
			lockt.run('user createOrUpdate', { levelMode: 'add', ...autoMapped }, [row], GO_ON);
		const rename = { id_num, email, first_name: 'Moved' };
		expect(jsonOf(await save(rename))[0]).toMatchObject({ outcome: 'updated' });
		expect(person).toMatchObject({ email, id_num, first_name: 'Moved' });
		expect(person.custom[0]).toBe(`See ${API_USER}`);

		const [shown] = jsonOf(await lockt.run('user get', { user: by('id', person.id) }));
		expect(shown!.email).toContain('***');
		lockt.emulator.journal.length = 0;
		const [item] = await save({ id_num: person.id_num, custom1: 'See ***' });
		expect(item!.json.error).toContain("'custom1' holds '***'");
		expect(lockt.changes()).toEqual([]);
	});
});

describe('a PIN that was sent', () => {
	it.each([PIN, Number(PIN), [PIN], [Number(PIN)], { value: PIN }])(
		'as %j shows nowhere in what comes back',
		async (pin) => {
			const echoes = {
				code: Number(PIN),
				texts: [`PIN ${PIN}`, `"${PIN}"`, `[${PIN}]`, `%22${PIN}%22`, `&quot;${PIN}&quot;`],
				input_data: { pin, note: `is ${PIN}` },
			};
			for (const [status, says] of [
				[200, { data: echoes }],
				[200, { data: [echoes, echoes] }],
				[400, { error: echoes.texts, errors: [{ error: [`PIN ${PIN}`], ...echoes }] }],
			] as const) {
				for (const name of ['pin', 'PIN', ' pin ']) {
					lockt.emulator.faults = [saying(says, status)];
					const call = {
						method: 'POST',
						path: '/user',
						query: {},
						body: { users: [{ [name]: pin }] },
					};
					for (const more of [{}, GO_ON]) {
						const shown = await shownBy(lockt.run('system apiCall', call, [{}], more));
						expect(shown).not.toContain(PIN);
						expect(shown).toContain('***');
					}
				}
			}
		},
	);

	it.each([
		...['done', 'refused', 'unknown', 'different', 'answered', 'kind', 'problems', 'advice'],
		...['answer', 'outcome', 'error', 'details', 'elsewhere', 'held'],
	])('changes no outcome where it is called like a word of ours: %s', async (pin) => {
		const outcomesWith = async (sent: string) => {
			// In a list, so that the tests do not look for the word in all that is shown.
			const body = { users: [{ pin: [sent] }] };
			const call = { method: 'POST', path: '/user', query: {}, body };
			const outcomes: unknown[] = [];
			for (const fault of [
				saying({ data: [{ note: 'x' }] }),
				saying({ error: 'Access denied.' }, 403),
				saying({ error: ['Bad.'] }, 400),
				saying({}, 500),
			]) {
				lockt.emulator.faults = [fault];
				const [item] = await lockt.run('system apiCall', call, [{}], GO_ON);
				outcomes.push([Object.keys(item!.json), item!.json.outcome ?? detailsOf(item!)!.outcome]);
			}
			return outcomes;
		};
		expect(await outcomesWith(pin)).toEqual(await outcomesWith(PIN));
	});

	it('in the query shows neither in Dry Run nor in an answer', async () => {
		const call = { path: '/user', query: one('pin', PIN), body: {} };
		const dryRun = { ...call, method: 'POST', options: { dryRun: true } };
		expect(await shownBy(lockt.run('system apiCall', dryRun))).not.toContain(PIN);
		lockt.emulator.faults = [saying({ data: [{ code: PIN, note: `is ${PIN}` }] })];
		const shown = await shownBy(lockt.run('system apiCall', { ...call, method: 'GET' }));
		expect(shown).toContain('***');
		expect(shown).not.toContain(PIN);
	});
});

describe('what n8n shows as HTML', () => {
	const NAME = '<img src=x onerror=alert(1)> <a href="https://evil.example">here</a> &amp; `x`';

	it('says a name as it is, and never as a part of the page', async () => {
		const items = [{ name: NAME }, { name: NAME }, { name: 'B' }];
		const error = (await lockt
			.run('door create', autoMapped, items)
			.catch((thrown: unknown) => thrown)) as { message: string; description: string };
		expect(error.description).not.toMatch(/<(?!br>)|`|&(?!lt;|gt;|amp;|#96;)/);
		lockt.emulator.faults = [saying({ error: NAME }, 400)];
		const one = (await lockt.run('door getMany').catch((thrown: unknown) => thrown)) as {
			message: string;
		};
		expect(one.message).toContain('‹img src=x onerror=alert(1)> ‹a href="https://evil.example">');
		expect(one.message).not.toMatch(/<[a-z/]|&amp;/);
	});

	it('stays data in the items', async () => {
		const [created] = await lockt.run('door create', autoMapped, [{ name: NAME }]);
		expect(created!.json.name).toBe(NAME);
		lockt.emulator.faults = [saying({ error: NAME }, 400)];
		const [failed] = await lockt.run('door getMany', {}, [{}], GO_ON);
		expect(failed!.json.error).toContain(NAME);
	});
});

describe('a user of the API that is called like a word of ours', () => {
	it.each(['unknown', 'elsewhere', 'problems'])('%s changes no outcome', async (apiUser) => {
		lockt.engine.credential.apiUser = lockt.emulator.credential.apiUser = apiUser;
		lockt.emulator.faults = [{ kind: 'hangUp', when: 'after', on: 'POST' }];
		const rows = [{ name: 'Dock' }, { name: 'Gate' }];
		const items = await lockt.run('door create', autoMapped, rows, GO_ON);
		expect(items.map((item) => detailsOf(item)!.outcome)).toEqual(['unknown', 'unknown']);
		const dry = { ...autoMapped, options: { dryRun: true } };
		const planned = await lockt.run('door create', dry, rows);
		expect(planned.map(({ json }) => json.outcome)).toEqual(Array(2).fill('would be created'));
	});
});

describe('a text of 80,000 characters', () => {
	const LONG = 'a@'.padEnd(80_000, '.');

	it.each([
		['user create', columns({ ...newcomer, email: LONG })],
		['user create', columns({ ...newcomer, access_expires: LONG })],
		['user create', columns({ ...newcomer, accesslevels: LONG })],
		['user get', { user: by('email', LONG) }],
		['user get', { user: by('id', LONG) }],
		['door delete', { door: by('name', LONG) }],
		['system apiCall', { method: 'GET', path: LONG, query: {} }],
	])('in %s is refused in a few words', async (operation, parameters) => {
		expect((await shownBy(lockt.run(operation, parameters))).length).toBeLessThan(6_000);
	});

	it('that Lockt says is cut', async () => {
		lockt.emulator.faults = [saying({ error: LONG }, 400)];
		expect((await shownBy(lockt.run('door getMany'))).length).toBeLessThan(12_000);
	});

	it('that Lockt says of 100 new users is searched for their PINs once, and not for each', async () => {
		lockt.emulator.faults = [saying({ error: '%25 '.repeat(50_000) }, 400)];
		const output = await lockt.run('user create', autoMapped, newUsers(100), GO_ON);
		expect(output).toHaveLength(100);
	}, 8_000);

	it.each([1_960, 19_990])('of which a PIN is cut shows none of it: %d', async (length) => {
		const text = 'No! '.repeat(length / 4);
		const texts = Array.from({ length: 8 }, (_, n) => `${text}${'-'.repeat(n)} ${PIN} ${LONG}`);
		for (const error of texts) {
			lockt.emulator.faults = [{ ...saying({ error }, 400), on: 'POST /user' }];
			const user = { ...newcomer, pin: PIN };
			expect(await shownBy(lockt.run('user create', autoMapped, [user], GO_ON))).not.toContain(
				'482',
			);
		}
	});
});

const one = (name: string, value: string) => ({ parameters: [{ name, value }] });

/** What a person sees who opens the list of doors. */
function pick(): Promise<unknown> {
	const { methods } = lockt.loaded.nodeTypes['n8n-nodes-lockt.lockt'] as INodeType;
	const search = methods!.listSearch!.searchDoors!;
	return search.call(lockt.engine.loadOptions(locktNode({ resource: 'door' })));
}
