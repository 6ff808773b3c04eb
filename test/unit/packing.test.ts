import fc from '../fastCheck';
import { packing } from '../../nodes/Lockt/execution/packing';

describe('the request for a record', () => {
	it('is the first with room after all that have something of it', () => {
		const records = fc.array(fc.uniqueArray(fc.nat(8), { maxLength: 4 }), { maxLength: 80 });
		fc.assert(
			fc.property(records, fc.integer({ min: 1, max: 6 }), (all, most) => {
				const placeFor = packing(most);
				const requests: number[][][] = [];
				for (const record of all) {
					const others = requests.findLastIndex((request) =>
						request.some((other) => other.some((one) => record.includes(one))),
					);
					const found = requests.findIndex((one, n) => n > others && one.length < most);
					const expected = found === -1 ? requests.length : found;
					expect(placeFor(record)).toBe(expected);
					(requests[expected] ??= []).push(record);
				}
			}),
		);
	});
});
