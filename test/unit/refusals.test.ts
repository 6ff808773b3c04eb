import { assignRefusals } from '../../nodes/Lockt/api/refusals';

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
