import type { IDataObject } from 'n8n-workflow';
import { readings } from '../../../emulator/readings';
import { call } from '../../emulator/call';
import { hires, idNumsOfNew } from '../newUsers';
import { ALLOWED, GO_ON, autoMapped } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const create = (items: IDataObject[]) => lockt.run('user create', autoMapped, items, GO_ON);

describe('Lockt takes one change at a time', () => {
	it('two executions of one n8n wait for each other', async () => {
		const [one, two] = [hires(500), hires(1000).slice(500)];
		const outputs = await Promise.all([create(one), create(two)]);
		expect(outputs.flat().every(({ json }) => json.outcome === 'created')).toBe(true);
		expect(lockt.changes().map(({ status }) => status)).toEqual(Array(10).fill(200));
	});

	it.each(readings.overlap)(
		'refused with %i because of somebody else: tried again',
		async (overlap) => {
			await lockt.reopen({ writeMs: 10, readings: { overlap } });
			const other = (async () => {
				for (let n = 0; n < 25; n++) {
					await call(lockt.emulator, 'POST /door', { doors: [{ name: `Other ${n}` }] });
				}
			})();
			const output = await create(hires(300));
			await other;
			expect(output.map(({ json }) => json.outcome)).toEqual(Array(300).fill('created'));
			expect(idNumsOfNew(lockt.building)).toHaveLength(300);
			const refused = lockt.changes().filter(({ status }) => status === overlap);
			expect(refused.length).toBeGreaterThan(0);
		},
	);
});
