import fc from '../fastCheck';
import { assignRefusals } from '../../nodes/Lockt/api/answers/refusals';

const user = (n: number) => ({ id: -1, id_num: `E-${n}`, first_name: 'Rhea', pin: '0986' });
const refusal = (n: number) => ({
	problems: ['ID Number Already Exists'],
	input: { ...user(n), pin: '****' },
	repeatsRecord: true,
});

describe('refusals of records', () => {
	it('find theirs by what tells records apart, though the PIN is hidden', () => {
		const { own, others } = assignRefusals([user(1), user(2), user(3)], [refusal(2), refusal(3)]);
		expect([...own.keys()]).toEqual([1, 2]);
		expect(others).toEqual([]);
	});

	it('are those of all records that are the same, if there are as many', () => {
		const records = [user(1), user(2), user(1)];
		const exactly = { problems: ['Exists'], input: user(1), repeatsRecord: true };
		const both = assignRefusals(records, [exactly, exactly]);
		expect([...both.own]).toEqual([
			[0, ['Exists']],
			[2, ['Exists']],
		]);
		expect(both.others).toEqual([]);
		// Which of them was done cannot be told.
		const one = assignRefusals(records, [exactly]);
		expect(one).toEqual({ own: new Map(), others: ['Exists'], areStrange: false });
	});

	it('do not compare each record with each', () => {
		// Given records that count how often one of their properties is read
		let reads = 0;
		const records = Array.from({ length: 500 }, (_, n) =>
			Object.defineProperty(user(n), 'first_name', {
				enumerable: true,
				get: () => (reads++, 'Rhea'),
			}),
		);
		const { own } = assignRefusals(
			records,
			records.map((_, n) => refusal(n)),
		);
		expect(own.size).toBe(500);
		expect(reads).toBeLessThan(500 * 10);
	});
});

describe('a refusal of one of several records', () => {
	const row = fc.record(
		{
			id: fc.constant(-1),
			id_num: fc.constantFrom('A', 'B', '42', '0042', '042'),
			card_num: fc.constantFrom('7', '007', '8'),
			email: fc.constantFrom('a@x.example', 'b@x.example'),
			name: fc.constantFrom('Lobby', 'Vault'),
			location_id: fc.constantFrom(116, 117),
			custom1: fc.constantFrom('x', '\u00c4'),
			access_expires: fc.constantFrom('2099-03-31 17:00:00', '2098-03-31 17:00:00'),
		},
		{ requiredKeys: ['id'] },
	);
	const asText = (one: object) =>
		Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)]));
	/** What Lockt may make of a value before it repeats it. */
	const anew = {
		location_id: 'Main',
		custom1: 'A',
		access_expires: '2099-03-31T17:00:00Z',
	};

	it('is never given to another one, whatever Lockt repeats of it, in whichever form', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(row, { minLength: 2, maxLength: 4, selector: (one) => JSON.stringify(one) }),
				fc.nat(3),
				fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
				(records, at, flips) => {
					const mine = at % records.length;
					const entries = Object.entries(records[mine]!).flatMap(([name, value], n) => {
						if (flips[n]) return [];
						const isAnew = flips[n + 8] && name in anew;
						const isNumber = flips[n + 8] && /^\d+$/.test(String(value));
						const shown = isNumber ? Number(value) : value;
						return [[name, isAnew ? anew[name as keyof typeof anew] : shown]];
					});
					const input = Object.fromEntries(entries) as object;
					// What is another record to the letter is that one.
					const isLike = (one: object) =>
						JSON.stringify(asText(one)) === JSON.stringify(asText(input));
					if (records.some((one, n) => n !== mine && isLike(one))) return;
					const { own } = assignRefusals(records, [
						{ problems: ['no'], input, repeatsRecord: true },
					]);
					expect([...own.keys()].filter((place) => place !== mine)).toEqual([]);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('is told by a number, where that is the number of one of them alone', () => {
		const records = [
			{ id: -1, id_num: '0042' },
			{ id: -1, id_num: '43' },
		];
		const refuse = (input: object) =>
			assignRefusals(records, [{ problems: ['no'], input, repeatsRecord: true }]).own;
		expect([...refuse({ id_num: 42 }).keys()]).toEqual([0]);
		expect([...refuse({ id: -1, id_num: 43, phone: 'x' }).keys()]).toEqual([1]);
	});
});
