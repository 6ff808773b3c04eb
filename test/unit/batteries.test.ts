import {
	askBatteries,
	batteriesFrom,
	lowBatteries,
	lowestOfEach,
} from '../../nodes/Lockt/api/questions/batteries';
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

describe('a door with several batteries', () => {
	const rowsOf = (...levels: Array<number | null>) =>
		levels.map((battery_level) => ({ id: 7, battery_level }));
	const other = { id: 9, battery_level: 80 };

	it.each([
		[[15, 80], 15],
		[[80, 15], 15],
		[[80, 15, 40], 15],
		[[null, 15], 15],
		[[15, null], 15],
		[[0, 1], 0],
		[[null, null], null],
	])('is at the lowest: %j', (levels, lowest) => {
		expect(lowestOfEach([...rowsOf(...levels), other])).toEqual([...rowsOf(lowest), other]);
		const low = lowest === null ? [] : rowsOf(lowest);
		expect(lowBatteries([other, ...rowsOf(...levels)], 20)).toEqual(low);
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

describe('levels that are parts of 1', () => {
	const lockt = useStandIn();
	const doors = (levels: unknown[]) =>
		levels.map((battery_level, n) => ({ id: n + 1, battery_level }));
	const levelsOf = async (query?: { low_battery: number }) => {
		const batteries = await askBatteries(lockt.context(), { path: '/doorstate', query });
		return batteries.map(({ battery_level }) => battery_level);
	};

	it.each([
		[
			[0.05, 0.97, 1, 0],
			[5, 97, 100, 0],
		],
		[
			['0,57', null, -1],
			[57, null, null],
		],
		[
			[0.123, '0.29', 33.4 / 100, 'LOW'],
			[12.3, 29, 33.4, null],
		],
	])('become percent, and that is said: %j', async (levels, percent) => {
		lockt.answer = () => ({ data: doors(levels) });
		expect(await levelsOf()).toEqual(percent);
		expect(lockt.warnings).toContainEqual(expect.stringContaining('parts of 1'));
	});

	it.each([[[0, 1]], [[0.5, 64]], [[1, null]], [[]], [[30.1]], [['0.5 %', 1]], [[0.9, '0.5%']]])(
		'are not: %j',
		async (levels) => {
			lockt.answer = () => ({ data: doors(levels) });
			expect(await levelsOf()).toEqual(
				levels.map((level) => (level === null ? null : parseFloat(String(level)))),
			);
			expect(lockt.warnings).toEqual([]);
		},
	);

	it('may be either where many doors have 1 or 0: they count as not told, and that is said', async () => {
		lockt.answer = () => ({ data: doors([1, 1, 0, 1, null, 1]) });
		expect(await levelsOf()).toEqual([null, null, 0, null, null, null]);
		expect(lockt.warnings).toContainEqual(expect.stringContaining('may be full or empty'));
	});

	it.each([
		[[0.4, 64], 0.4],
		[[0.4, 0.9], 40],
	])('are so where all doors show it, and not those that are low alone: %j', async (all, level) => {
		lockt.answer = ({ url }) => ({ data: doors(url.includes('low_battery') ? [0.4] : all) });
		expect(await levelsOf({ low_battery: 20 })).toEqual([level]);
	});
});
