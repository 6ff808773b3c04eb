import type { IDataObject } from 'n8n-workflow';
import { cardHolders } from '../../emulator/samples';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, by } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const UNTIL = '2099-03-31 17:00:00';

type Doors = Array<{ id: number }>;

/** Doors that somebody may pass on. */
function ownDoors(): { from: number; to: number; doors: number[] } {
	const { accessLevels } = lockt.building;
	const [from, to] = cardHolders(lockt.building);
	from!.accessLevelIds = [...accessLevels.keys()];
	const doors = [...accessLevels.values()].flatMap((level) => level.doors.map((one) => one.doorId));
	return { from: from!.id, to: to!.id, doors: [...new Set(doors)].slice(0, 3) };
}

const create = (ends = ['2099-03-31T17:00:00']) => {
	const { from, to, doors } = ownDoors();
	const parameters = {
		fromUser: by('id', from),
		toUser: by('id', to),
		doors,
		accessExpires: '={{ $json.end }}',
	};
	const rows = ends.map((end) => ({ end }));
	return lockt.run('delegate create', parameters, rows, GO_ON);
};

describe('what Lockt says that it has passed on', () => {
	it('is looked at around the first, where it is as it was to be', async () => {
		expect(outcomesOf(await create(['2099-03-31T17:00:00', '2099-04-30T17:00:00']))).toEqual([
			...['created', 'created'],
		]);
		expect(lockt.asked().filter((one) => one === 'GET /delegate')).toHaveLength(2);
	});

	it('is told without the doors that Lockt ignored, and nothing more is sent', async () => {
		lockt.emulator.mishear = (record) => ({
			...record,
			...(record.doors !== undefined && { doors: (record.doors as Doors).slice(0, 1) }),
		});
		const items = await create(['2099-03-31T17:00:00', '2099-04-30T17:00:00']);
		const [, second, third] = ownDoors().doors;
		expect(outcomesOf(items)).toEqual(['different', 'refused']);
		expect(items[0]!.json.error).toContain(
			`Not as Lockt said: it passed on the doors without ID ${second}, ID ${third}`,
		);
		expect(lockt.changes()).toHaveLength(1);
	});

	it('is told with the doors that nobody passed on, and nothing more is sent', async () => {
		const own = ownDoors().doors.map((id) => ({ id }));
		lockt.emulator.mishear = (record) =>
			record.doors === undefined ? record : { ...record, doors: own };
		const { from, to, doors } = ownDoors();
		const parameters = {
			...{ fromUser: by('id', from), toUser: by('id', to), doors: doors.slice(0, 1) },
			accessExpires: '2099-03-31T17:00:00',
		};
		const items = await lockt.run('delegate create', parameters, [{}, {}], GO_ON);
		expect(own.length).toBeGreaterThan(1);
		expect(outcomesOf(items)).toEqual(['different', 'refused']);
		expect(items[0]!.json.error).toContain('as well, which was not asked for');
	});

	it('is not taken for another one that somebody else passed on alike', async () => {
		await create();
		const { doors } = ownDoors();
		const { accessLevels, users } = lockt.building;
		const other = cardHolders(lockt.building)[3]!;
		Object.assign(users.get(other.id)!, { accessLevelIds: [...accessLevels.keys()] });
		lockt.emulator.mishear = (record) => ({
			...record,
			...(record.doors !== undefined && { doors: (record.doors as Doors).slice(0, 1) }),
		});
		const parameters = {
			...{ fromUser: by('id', other.id), toUser: by('id', ownDoors().to), doors },
			accessExpires: '2099-03-31T17:00:00',
		};
		const items = await lockt.run('delegate create', parameters, [{}], GO_ON);
		expect(outcomesOf(items)).toEqual(['different']);
	});

	const shown = (doors: unknown) => {
		const body = JSON.stringify({ data: [{ id: 9_999_999, access_expires: UNTIL, doors }] });
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /delegate', body: '{"data":[]}', times: 1 },
			{ kind: 'answer', on: 'GET /delegate', body, times: 99 },
		];
	};

	it.each([
		['no doors', undefined],
		['null', null],
		['none', []],
		['{}', {}],
		['a text', 'Entrance 1'],
		['IDs alone', [147, 155]],
		['names', ['Entrance 1']],
		['doors without their IDs', [{ name: 'Entrance 1' }]],
		['one of them as null', [{ id: 147 }, null]],
		['one of them with another ID', [{ id: 147 }, { unid: 155 }]],
	])('is done beside a warning, where Lockt shows %s', async (_, doors) => {
		shown(doors);
		const [item] = await create();
		expect(item!.json).toMatchObject({ outcome: 'created' });
		expect(item!.json.warning).toContain('Done, but whether all doors were passed on could not');
	});

	it.each<[string, IDataObject[] | undefined]>([
		['nothing', []],
		['an error', undefined],
		['another one', [{ id: 1, doors: [{ id: 1, name: 'A' }], access_expires: '' }]],
	])('is done beside a warning, where nothing new can be seen of it: %s', async (_, data) => {
		lockt.emulator.faults = data
			? [{ kind: 'answer', on: 'GET /delegate', body: JSON.stringify({ data }), times: 99 }]
			: [{ kind: 'status500', on: 'GET /delegate', times: 99 }];
		const [item] = await create();
		expect(item!.json).toMatchObject({ outcome: 'created' });
		expect(item!.json.warning).toMatch(/^Done, but whether .* could not be seen/);
	});
});
