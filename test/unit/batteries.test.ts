import { batteriesFrom } from '../../nodes/Lockt/api/batteries';

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
