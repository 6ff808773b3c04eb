import { askBatteries, batteriesFrom, lowBatteries } from '../../nodes/Lockt/api/batteries';
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

describe('levels that may be parts of 1', () => {
	const lockt = useStandIn();
	const ask = (levels: unknown[]) => {
		const data = levels.map((battery_level, n) => ({ id: n + 1, battery_level }));
		lockt.answer = () => ({ data });
		return askBatteries(lockt.context(), { path: '/doorstate' });
	};

	it.each([[[0.05, 0.97, 1, 0]], [['0,05', null, -1]], [[0.5, '0.9 %', 'LOW']]])(
		'are percent, so that no low one is missed, and that is said: %j',
		async (levels) => {
			const told = (await ask(levels)).flatMap(({ battery_level }) => battery_level ?? []);
			expect(told.every((level) => level <= 1)).toBe(true);
			expect(lowBatteries(await ask(levels), 20)).toHaveLength(told.length);
			expect(lockt.warnings.join()).toContain('They are taken for percent');
		},
	);

	it.each([[[0, 1]], [[0.5, 64]], [[1, null]], [[]], [[30.1]]])('are not: %j', async (levels) => {
		await ask(levels);
		expect(lockt.warnings).toEqual([]);
	});
});
