import { clock } from '../../clock';
import type { IDataObject } from 'n8n-workflow';
import { fields } from '../../../nodes/Lockt/trigger/fields';
import { cardOf, first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { triggerNode } from '../engine';
import { jsonOf } from '../output';
import { on } from '../parameters';
import { fillOddly, placesOf, type Parameters } from '../places';
import { useLockt } from '../useLockt';

const lockt = useLockt({ doors: 20, users: 8, history: 20, timezone: 'UTC' });

/** So that every field is shown. */
const untouched: Parameters = on(
	...['doorEvent', 'lowBattery', 'batteryRecovered', 'repeatedDenials', 'personChanged'],
	'accessEndsSoon',
);

const cases = fields
	.flatMap(placesOf)
	.filter(({ isShown }) => isShown(untouched))
	.flatMap(fillOddly);

type Case = (typeof cases)[number];

/** A trigger, and what the expression in it turns out to be. */
interface Watch {
	parameters: Parameters;
	odd?: unknown;
}

/** What a poll asked Lockt for and put out. */
interface Poll {
	asked: string[];
	items?: IDataObject[];
	error?: string;
}

/** What happens before each poll: enough that every setting shows. */
const happenings = [
	() => {
		clock.set(new Date('2026-07-01T10:00:00Z'));
		nameAll166();
		endAccess('');
		setBatteries((n) => 3 * n);
	},
	() => {
		clock.wait(60);
		tryDoors(30);
		setBatteries((n) => 60 - 3 * n);
		for (const user of lockt.building.users.values()) user.enabled = !user.enabled;
		endAccess('2026-08-10 12:00:00');
	},
	() => {
		clock.wait(180 * 24 * 60);
		forgetEvents();
		tryDoors(30);
	},
];

/** There is a record of each kind that the odd value 166 means. */
function nameAll166(): void {
	const { doors, locations, schedules, users } = lockt.building;
	first(doors).name = '166';
	first(doors).locationId = first(locations).id;
	first(locations).name = '166';
	schedules.set(166, { ...first(schedules, 1), id: 166 });
	users.set(166, { ...first(users), id: 166, id_num: '166' });
	Object.assign(cardOf(lockt.building), { userId: 166, card_num: '166' });
}

function setBatteries(levelOf: (n: number) => number): void {
	[...lockt.building.doors.values()].forEach((door, n) => {
		if (!door.wired) door.battery = levelOf(n);
	});
}

function tryDoors(count: number): void {
	for (let n = 0; n < count; n++) lockt.emulator.tryDoor();
}

function endAccess(access_expires: string): void {
	for (const user of lockt.building.users.values()) user.access_expires = access_expires;
}

/** More happened than Lockt keeps. */
function forgetEvents(): void {
	lockt.building.events.length = 0;
	lockt.building.lastEventId += 5000;
}

/** Who holds a card is asked for once in some minutes for all triggers of an account, by the first of them. */
const LOOKS_UP = /^GET \/(credential\?card_num|user\?id)=/;

/** All triggers watch the same building at the same time. */
async function watchAll(watches: Watch[]): Promise<Poll[][]> {
	const watching = watches.map(({ parameters, odd }) => {
		lockt.engine.restart();
		const workflow = lockt.engine.workflow(triggerNode(parameters));
		return { workflow, odd, polls: [] as Poll[] };
	});
	for (const happen of happenings) {
		happen();
		for (const { workflow, odd, polls } of watching) {
			// Whoever was stopped before asking anything stays so.
			if (polls[0]?.asked.length === 0) continue;
			lockt.engine.variables.odd = odd as IDataObject;
			lockt.emulator.journal.length = 0;
			const poll = await lockt.engine.poll(workflow).then(
				(items) => ({ items: jsonOf(items ?? []) }),
				(error: unknown) => ({ error: (error as Error).message }),
			);
			polls.push({ asked: lockt.asked().filter((one) => !LOOKS_UP.test(one)), ...poll });
		}
	}
	return watching.map(({ polls }) => polls);
}

const oddly = ({ place, value }: Case): Watch => ({
	parameters: place.put(untouched, '={{ $vars.odd }}'),
	odd: value,
});

/** The same with what the value plainly says; untouched where that is nothing. */
const plainly = ({ place, value }: Case): Watch => {
	const plain = place.plain(value);
	return { parameters: plain ? place.put(untouched, plain.says) : untouched };
};

/** Without what is kept for an hour: whoever polls first asks for it. */
const tellPolls = (polls: Poll[]) =>
	JSON.stringify(
		polls.map((poll) => ({ ...poll, asked: poll.asked.filter((one) => !KEPT.has(one)) })),
	);

const KEPT = new Set(['GET /door', 'GET /location']);

const keysOf = (polls: Poll[]) =>
	polls.flatMap(({ items = [] }) => items.map((one) => one.dedupeKey));

function findFault({ place, value }: Case, odd: Poll[], plain: Poll[], all: Poll[]) {
	const [{ asked, error }] = odd as [Poll];
	if (error !== undefined && asked.length === 0) {
		return error.includes(`'${place.label}'`) ? undefined : `stops: ${error}`;
	}
	if (!place.plain(value)) return 'polls';
	if (tellPolls(odd) !== tellPolls(plain)) return 'not as it says';
	const more = keysOf(odd).filter((key) => !keysOf(all).includes(key));
	return place.name.startsWith('filters') && more.length > 0 ? 'widens' : undefined;
}

describe('an odd value in a field of the trigger', () => {
	it('is taken for what it plainly says, which shows, or the poll stops and names the field', async () => {
		// Given of each field some values that say something, and some that say nothing
		const isPlain = ({ place, value }: Case) => place.plain(value) !== undefined;
		const by = ({ place }: Case) => place.name;
		const plain = cases.filter(isPlain);
		const none = cases.filter((one) => !isPlain(one));
		const telling = pickCases(plain, { by, sample: 1 });
		const picked = [...telling, ...pickCases(none, { by, sample: 1 })];

		// When triggers with them, and with what they say, watch the same building
		const [all, ...polls] = await watchAll([
			{ parameters: untouched },
			...picked.map(oddly),
			...telling.map(plainly),
		]);

		// Then each says and asks the same, or has stopped before it asked anything
		const faults = picked.flatMap((one, n) => {
			const fault = findFault(one, polls[n]!, polls[picked.length + n] ?? all!, all!);
			return fault ? [`${one.name}: ${fault}`] : [];
		});
		expect(faults).toEqual([]);
		const namesOf = (some: Case[]) => new Set(some.map(({ place }) => place.name));
		const shown = telling.filter(
			(_, n) => JSON.stringify(polls[picked.length + n]) !== JSON.stringify(all),
		);
		expect(namesOf(shown)).toEqual(namesOf(plain));
	});
});
