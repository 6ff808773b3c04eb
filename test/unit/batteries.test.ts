import { askBatteries, batteriesFrom } from '../../nodes/Lockt/api/batteries';
import { useStandIn } from './standIn';

describe('the level of a battery', () => {
	const levelOf = (battery_level: unknown) =>
		batteriesFrom([{ id: 1, battery_level } as never])[0]!.battery_level;

	it.each([
		[0, 0],
		[64, 64],
		[30.1, 30.1],
		[100, 100],
		['8', 8],
		['8 %', 8],
		[' 12.5% ', 12.5],
		['12,5 %', 12.5],
	])('%j is %j percent', (level, percent) => {
		expect(levelOf(level)).toBe(percent);
	});

	it.each([
		-1,
		255,
		100.1,
		'-1',
		'101 %',
		'',
		' ',
		'%',
		'low',
		'3 V',
		null,
		undefined,
		true,
		[8],
		NaN,
	])('%j is not told: neither low nor full', (level) => {
		expect(levelOf(level)).toBeNull();
	});
});

describe('levels that are no number', () => {
	const lockt = useStandIn();

	it.each(['LOW', '3.1V', { percent: 8 }, ['8']])(
		'are said in the log, once: %j',
		async (level) => {
			lockt.answer = () => ({
				data: [
					{ id: 1, battery_level: level },
					{ id: 2, battery_level: 8 },
				],
			});
			const read = await askBatteries(lockt.context(), { path: '/doorstate' });
			expect(read.map(({ battery_level: left }) => left)).toEqual([null, 8]);
			expect(lockt.warnings).toEqual([expect.stringContaining('which is no percentage') as string]);
		},
	);

	it.each([8, '8 %', -1, 255, '', null, undefined])('are not: %j', async (level) => {
		lockt.answer = () => ({ data: [{ id: 1, battery_level: level }] });
		await askBatteries(lockt.context(), { path: '/doorstate' });
		expect(lockt.warnings).toEqual([]);
	});
});
