import type { IDataObject, INode } from 'n8n-workflow';
import { first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { clock } from '../../clock';
import { combine } from '../combined';
import { locktNode } from '../engine';
import { hires, idNumsOfNew } from '../newUsers';
import { detailsOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by, nodeParameters } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const run = (
	name: string,
	items: IDataObject[],
	{ more = GO_ON, ...parameters }: { more?: Partial<INode> } & IDataObject = {},
) => lockt.run(name, { ...autoMapped, ...parameters }, items, more);

describe('1,000 new users, 37 of them with something only Lockt can know', () => {
	/** Every 27th has an e-mail address that is taken; every other one of those a bad phone, too. */
	const bad = Array.from({ length: 37 }, (_, n) => n * 27 + 1);
	/** Each has an address of its own, as two items with the same would not even be sent. */
	function takenRows() {
		const taken = [...lockt.building.users.values()].map(({ email }) => email);
		return hires(1000).map((row, n) => {
			if (!bad.includes(n)) return row;
			const email = taken[bad.indexOf(n)]!;
			return { ...row, 'E-Mail': email, ...(n % 2 === 0 && { Phone: 'none' }) };
		});
	}

	/** The list of users shows nobody: only Lockt knows then. */
	beforeEach(() => {
		const body = JSON.stringify({ data: [] });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /user$', status: 200, body, times: 99 }];
	});

	const shapes = combine('partialErrors', 'partialStatus', 'errorText');
	it.each(pickCases(shapes, { by: ({ partialErrors }) => partialErrors!, sample: 1 }))(
		'%j: 10 requests, 963 created, 37 with their reasons',
		async (shape) => {
			Object.assign(lockt.emulator.readings, shape);
			const given = takenRows();
			const output = await run('user create', given);
			expect(lockt.changes()).toHaveLength(10);
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
				given.map((_, item) => ({ item })),
			);
			output.forEach((item, n) => {
				if (!bad.includes(n)) {
					expect(item.json).toMatchObject({ outcome: 'created', id_num: `H-${n}` });
					return;
				}
				const email = `Email Already Exists: ${given[n]!['E-Mail'] as string}`;
				const phone = 'Invalid phone number found: none';
				const reasons = n % 2 === 0 ? [email, phone] : [email];
				const problems = detailsOf(item)!.problems as string[];
				expect(problems.join('; ').split('; ').sort()).toEqual(reasons.sort());
				expect(item.json.error).toContain(email);
				expect(detailsOf(item)).toMatchObject({ outcome: 'refused' });
			});
			expect(idNumsOfNew(lockt.building)).toHaveLength(963);
		},
	);

	it('without Continue: all are sent, then ONE error names the 37', async () => {
		const failed = run('user create', takenRows(), { more: {} });
		await expect(failed).rejects.toMatchObject({
			message: expect.stringMatching(/^37 of 1000 rows failed: 2, 29, 56,.* 974$/) as string,
			description: expect.stringMatching(
				/^963 went through\.<br>Row 2 \(.+\): Email Already/,
			) as string,
		});
		expect(lockt.changes()).toHaveLength(10);
	});

	it('All or Nothing: refused when the items do not fit into one request', async () => {
		const output = await run('user create', takenRows(), { options: { allOrNothing: true } });
		expect(output.every((item) => detailsOf(item)?.outcome === 'refused')).toBe(true);
		expect(output[0]!.json.error).toContain("'All or Nothing' cannot be kept");
		expect(lockt.changes()).toEqual([]);
	});

	it.each(combine('errorShape', 'errorStatus', 'errorText'))(
		'%j: All or Nothing does nothing at all, and says so of every item',
		async (shape) => {
			Object.assign(lockt.emulator.readings, shape);
			const before = lockt.building.users.size;
			const output = await run('user create', takenRows().slice(0, 60), {
				options: { allOrNothing: true },
			});
			expect(lockt.changes()).toHaveLength(1);
			expect(lockt.building.users.size).toBe(before);
			expect(output.map((item) => detailsOf(item)?.outcome)).toEqual(Array(60).fill('refused'));
			if (shape.errorShape === 'result') {
				expect(output[28]!.json.error).toContain('Email Already Exists');
				expect(output[2]!.json.error).toContain('another item of the same batch was refused');
			}
		},
	);

	it('Batch Size splits them otherwise', async () => {
		await run('user create', hires(95), { options: { batchSize: 40 } });
		expect(lockt.changes().map(({ body }) => (body as { users: [] }).users.length)).toEqual([
			40, 40, 15,
		]);
	});
});

describe('new users with what somebody has already', () => {
	/** Items of which the fifth has the ID number, and the sixth the e-mail address of somebody. */
	function rowsLike({ id_num, email }: { id_num: string; email: string }) {
		return hires(1000).map((row, n) => ({
			...row,
			...(n === 5 && { 'ID Number': ` ${id_num.toLowerCase()}` }),
			...(n === 6 && { 'E-Mail': email.toUpperCase() }),
		}));
	}

	it.each(combine('options'))(
		'%j: are refused, named and not sent; the others cost one list and 10 requests',
		async (shape) => {
			Object.assign(lockt.emulator.readings, shape);
			const somebody = first(lockt.building.users, 2);
			const before = structuredClone(somebody);
			const output = await run('user create', rowsLike(somebody));
			for (const n of [5, 6]) {
				expect(output[n]!.json.error).toMatch(
					new RegExp(`^'(ID Number|Email)' .* is that of .* \\(ID ${somebody.id}\\) already`),
				);
				expect(detailsOf(output[n]!)).toMatchObject({ outcome: 'refused' });
			}
			expect(output.filter(({ json }) => json.outcome === 'created')).toHaveLength(998);
			expect(somebody).toEqual(before);
			expect(lockt.changes()).toHaveLength(10);
			expect(lockt.asked().filter((asked) => asked.startsWith('GET /user'))).toHaveLength(2);
		},
	);

	it.each([
		['user create', 3, {}],
		['user create', 300, {}],
		['user createOrUpdate', 3, { levelMode: 'add' }],
		['user createOrUpdate', 300, { levelMode: 'add' }],
	] as const)(
		'are refused with a card that is there already: %s of %i',
		async (name, count, more) => {
			const [card, fob] = [false, true].map((isFob) =>
				[...lockt.building.credentials.values()].find((one) => !!one.fob === isFob)!,
			);
			const before = structuredClone([...lockt.building.users.values()]);
			const rows = hires(count).map((row, n) => ({
				...row,
				'Card Number': [card!.card_num, fob!.card_num][n] ?? `7${String(n).padStart(6, '0')}`,
			}));
			const output = await run(name, rows, more);
			for (const n of [0, 1]) {
				expect(output[n]!.json.error).toMatch(/^'Card Number': \d+ is there already \(/);
				expect(detailsOf(output[n]!)).toMatchObject({ outcome: 'refused' });
			}
			expect(output.slice(2).map(({ json }) => json.outcome)).toEqual(
				Array(count - 2).fill('created'),
			);
			expect([...lockt.building.users.values()].slice(0, before.length)).toEqual(before);
			const asked = lockt.asked().filter((one) => one.startsWith('GET /credential'));
			// Of few, each is asked for, and the list is read for such as differ by zeros alone.
			expect(asked).toHaveLength(count > 5 ? 1 : count + 1);
		},
	);

	it('are refused with a card that somebody has got until their turn came late', async () => {
		const rows = hires(20).map((row, n) => ({ ...row, 'Card Number': String(7_000_000 + n) }));
		const running = run('user create', rows, { options: { batchSize: 10 } });
		while (lockt.changes().length < 1) await new Promise(setImmediate);
		first(lockt.building.credentials).card_num = '7000015';
		clock.wait(1);
		const output = await running;
		expect(output[15]!.json.error).toContain("'Card Number': 7000015 is there already (");
		expect(output.filter(({ json }) => json.outcome === 'created')).toHaveLength(19);
	});

	it('cost no list of credentials where none are given a card', async () => {
		await run('user create', hires(30));
		expect(lockt.asked().filter((one) => one.startsWith('GET /credential'))).toEqual([]);
	});

	/** What a list may make of the records of users, and who is not found in it then. */
	const untold: Array<[string, (user: IDataObject, n: number) => IDataObject]> = [
		['blank ID numbers', (user) => ({ ...user, id_num: '' })],
		['- for all ID numbers', (user) => ({ ...user, id_num: '-' })],
		['no ID numbers', ({ id, name, email }) => ({ id, name, email })],
		['masked ID numbers', (user) => ({ ...user, id_num: 'X****' })],
		['somebody without an ID', ({ id, ...user }, n) => (n === 2 ? user : { id, ...user })],
		['somebody whose ID is null', (user, n) => (n === 2 ? { ...user, id: null } : user)],
	];

	it.each(untold)('are refused whatever the list leaves open: %s', async (_, shown) => {
		lockt.emulator.readings.options = 'boolean';
		const users = [...lockt.building.users.values()];
		const data = users.map(({ id, id_num, first_name, last_name, email }, n) =>
			shown({ id, id_num, name: `${first_name} ${last_name}`, email }, n),
		);
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', body, times: 99, on: '^GET /user$' }];
		const somebody = users[2]!;
		const before = structuredClone(users);
		const [taken] = hires(1);
		const rows = [{ ...taken!, 'ID Number': somebody.id_num }];
		const output = await run('user create', rows);
		expect(detailsOf(output[0]!)).toMatchObject({ outcome: 'refused' });
		expect(users).toEqual(before);
	});

	it.each(combine('options'))(
		'%j: are refused where somebody has got it until their turn came late',
		async (shape) => {
			Object.assign(lockt.emulator.readings, shape);
			const somebody = first(lockt.building.users, 2);
			const running = run('user create', hires(30), { options: { batchSize: 10 } });
			while (lockt.changes().length < 1) await new Promise(setImmediate);
			Object.assign(somebody, { id_num: 'H-15', email: 'H.25@hires.example' });
			const before = structuredClone(somebody);
			clock.wait(1);
			const output = await running;
			for (const n of [15, 25]) expect(detailsOf(output[n]!)).toMatchObject({ outcome: 'refused' });
			// A Lockt that does not heed 'validate_fails_batch' refuses the others of the request as well.
			const created = output.filter(({ json }) => json.outcome === 'created');
			expect(created).toHaveLength(shape.options === 'boolean' ? 10 : 28);
			expect(somebody).toEqual(before);
		},
	);

	it.each(combine('options'))('%j: are refused as administrators, too', async (shape) => {
		Object.assign(lockt.emulator.readings, shape);
		const admin = [...lockt.building.users.values()].find(({ privileged }) => privileged)!;
		const before = structuredClone(admin);
		const [byNumber, byEmail] = hires(2);
		const rows = [
			{ ...byNumber, 'ID Number': admin.id_num },
			{ ...byEmail, 'E-Mail': admin.email },
		];
		for (const name of ['user create', 'user createOrUpdate']) {
			const output = await run(name, rows, name === 'user create' ? {} : { levelMode: 'add' });
			for (const one of output) expect(detailsOf(one)).toMatchObject({ outcome: 'refused' });
		}
		expect(admin).toEqual(before);
	});
});

describe('items that are wrong by themselves', () => {
	const wrong = {
		'ID Number': 'H-1',
		'First Name': ' ',
		'Last Name': 'Gale',
		'E-Mail': 'rhea@@hires',
		Phone: '8184365134',
		PIN: '90x1',
		'Card Number': 'A8914',
		'Access Expires': '2001-01-01',
		Enabled: 'perhaps',
		'Access Levels': 'No such level',
	};

	it('all that is wrong with an item is said at once, and nothing is sent', async () => {
		const failed = run('user create', [...hires(1), wrong, ...hires(4).slice(2)], { more: {} });
		await expect(failed).rejects.toMatchObject({
			message: '1 of 4 rows failed: 2 (Gale)',
			context: { itemIndex: 1 },
			description: expect.stringMatching(
				/'First Name' is missing; 'Email' must be an e-mail address: 'rhea@@hires' is none; 'PIN' must be digits only; 'Card Number' must be digits only; 'Enabled' must be Yes or No; 'Access Levels': there is no access level 'No such level'; there are: '.+'; 'Access Expires' is in the past/,
			) as string,
		});
		expect(lockt.changes()).toEqual([]);
	});

	it('with Continue the others are created', async () => {
		const output = await run('user create', [...hires(1), wrong, ...hires(4).slice(2)]);
		expect(output.map(({ json }) => json.outcome ?? 'error')).toEqual([
			'created',
			'error',
			'created',
			'created',
		]);
		expect(lockt.changes()).toHaveLength(1);
	});

	it('goes to the error output', async () => {
		const node = locktNode(nodeParameters('user create', autoMapped), {
			onError: 'continueErrorOutput',
		});
		const [created, failed] = await lockt.engine.outputs(node, [...hires(1), wrong]);
		expect(created!.map(({ json }) => json.id_num)).toEqual(['H-0']);
		expect(failed!.map(({ json }) => json.error)).toEqual([
			expect.stringContaining("'First Name' is missing") as string,
		]);
	});

	it('keeps what became of it there, beside the columns of its row', async () => {
		const node = locktNode(nodeParameters('user create', autoMapped), {
			onError: 'continueErrorOutput',
		});
		const rows = [...hires(1), { ...wrong, PIN: undefined, Note: 'Row 2' }];
		const before = locktNode({}, { name: 'Before' });
		const [created, failed] = await lockt.engine.outputs(node, rows, 'trigger', before);
		expect(created!.map(({ json }) => json.id_num)).toEqual(['H-0']);
		expect(failed).toMatchObject([
			{
				json: {
					Note: 'Row 2',
					error: expect.stringContaining("'First Name' is missing") as string,
					details: { outcome: 'refused', problems: expect.any(Array) as string[] },
				},
			},
		]);
	});

	it('two items for one person who differ are refused', async () => {
		const [row] = hires(1);
		const output = await run('user create', [row!, { ...row, 'ID Number': 'H-9' }]);
		expect(output[0]!.json.error).toContain("'Email' H.0@hires.example is in row 2");
		expect(output[1]!.json.error).toContain(
			"'Email' H.0@hires.example is in row 1 (Rhea Gale 0) already",
		);
		expect(idNumsOfNew(lockt.building)).toEqual([]);
	});

	it('deleting somebody twice: the later item is refused', async () => {
		const { id } = first(lockt.building.users);
		const user = by('id', '={{ $json.id }}');
		const output = await run('user delete', [{ id }, { id }], { user });
		expect(output.map(({ json }) => json.deleted ?? 'error')).toEqual([true, 'error']);
	});
});

describe('a batch that is refused with thousands of reasons', () => {
	const reasons = Array.from({ length: 3000 }, (_, n) => `Invalid phone found: ${n}`);

	it.each([
		['of no record', (reason: string) => ({ error: reason })],
		['of one of them', (error: string) => ({ error, input_data: { name: 'Door 0' } })],
	])('does not repeat all of them for each item: %s', async (_, refuse) => {
		const data = { submitted: 100, inserted: 0, updated: 0, errors: 100 };
		const body = JSON.stringify({ data, errors: reasons.map(refuse) });
		lockt.emulator.faults = [{ kind: 'answer', on: 'POST', when: 'before', status: 200, body }];
		const output = await run(
			'door create',
			Array.from({ length: 100 }, (_, n) => ({ name: `Door ${n}` })),
		);
		const [first] = output;
		expect(detailsOf(first!)).toMatchObject({ outcome: 'refused' });
		expect(first!.json.error).toMatch(/^Invalid phone found: 0; Invalid phone found: 1; .*…/);
		expect(JSON.stringify(detailsOf(first!))).toMatch(/"And \d+ more"/);
		for (const { json } of output) expect(JSON.stringify(json).length).toBeLessThan(40_000);
	});
});
