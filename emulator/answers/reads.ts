import { nameOf, type Endpoint } from '../contract';
import { doorsOf, filter, find, type Building } from '../building/building';
import type { Credential, User } from '../building/records';
import type { Readings } from '../readings';
import type { DoorEvent } from '../types';
import { shapes } from '../shapes';
import { data, error, NOT_FOUND, type Answer, type Success } from './answer';
import { wireOf, type Wire } from './form';
import {
	accessLevelView,
	credentialView,
	delegateView,
	doorStateView,
	doorView,
	eventView,
	fobView,
	locationView,
	scheduleView,
	timeView,
	userListView,
	userView,
	zoneName,
} from './views';

/** Answers a GET, or undefined where nothing fits the filter. @param value what the filter was given */
type Read = (building: Building, readings: Readings, value: string) => Answer | undefined;

/**
 * Answers the GET of a row of the contract.
 *
 * @param distort what becomes of the events on their way
 */
export function read(
	endpoint: Endpoint,
	building: Building,
	readings: Readings,
	value: string,
	distort = (events: DoorEvent[]) => events,
): Wire {
	const answer = answerTo(endpoint, building, readings, value);
	const isEvents = endpoint.path === '/events' && 'data' in answer;
	const shown = isEvents ? data(distort(answer.data as DoorEvent[])) : answer;
	return wireOf(shown, readings, building.timezone, endpoint.path);
}

function answerTo(
	endpoint: Endpoint,
	building: Building,
	readings: Readings,
	value: string,
): Answer {
	if (endpoint.pending && readings.pending === 'notReleased') return NOT_FOUND;
	const answer = reads[nameOf(endpoint)]?.(building, readings, value);
	if (answer) return answer;
	if (readings.missing === 'notFound') return NOT_FOUND;
	if (readings.missing === 'empty') return data([]);
	return error(`No record found for ${endpoint.filter}: ${value}`);
}

/** An answer for every GET of the contract, by its name. */
export const reads: Record<string, Read> = {
	'GET /accesslevel': (building) =>
		data(
			filter(building.accessLevels, ({ delegated }) => !delegated).map((level) =>
				accessLevelView(building, level),
			),
		),
	'GET /accesslevel?name=': (building, _, name) => {
		const level = find(building.accessLevels, (one) => !one.delegated && one.name === name);
		return level && data([accessLevelView(building, level)]);
	},
	'GET /credential': credentials(() => true),
	'GET /credential?user_id=': (building, readings, id) =>
		building.users.has(+id)
			? credentials(({ userId }) => userId === +id)(building, readings, id)
			: undefined,
	'GET /credential?card_num=': one(credentials(({ card_num }, value) => card_num === value)),
	'GET /credential?id=': one(credentials(({ id }, value) => id === +value)),
	'GET /credentialsummary': ({ credentials }) => {
		const claimed = filter(credentials, (credential) => credential.claimed).length;
		const total = credentials.size;
		return data([{ credentials: total, claimed, unclaimed: total - claimed }]);
	},
	'GET /delegate': (building, readings) =>
		data(
			filter(building.accessLevels, ({ delegated }) => delegated !== undefined).map((level) =>
				delegateView(building, level, readings),
			),
		),
	'GET /door': (building) =>
		data([...building.doors.values()].map((door) => doorView(building, door))),
	// Reference, validations: "user_id is valid, numeric and not blank" (a blank one is no filter).
	'GET /door?user_id=': (building, _, id) => {
		const user = building.users.get(+id);
		return user ? doorsFor(building, user) : error(`Invalid user_id found: ${id}`);
	},
	'GET /door?id_num=': (building, _, idNum) => {
		const user = find(building.users, ({ id_num }) => id_num === idNum);
		return user && doorsFor(building, user);
	},
	'GET /doorstate': ({ doors }) => data([...doors.values()].map(doorStateView)),
	'GET /doorstate?low_battery=': ({ doors }, _, threshold) =>
		data(
			filter(doors, ({ battery }) => battery !== null && battery <= +threshold).map(doorStateView),
		),
	'GET /events': events(() => true),
	'GET /events?id=': events((id, value, { eventsFrom }) =>
		eventsFrom === 'at' ? id >= +value : id > +value,
	),
	'GET /fob': fobs(() => true),
	'GET /fob?id=': one(fobs(({ id }, value) => id === +value)),
	'GET /fob?id_num=': one(fobs(({ fob }, value) => fob?.id_num === value)),
	'GET /fob?name=': one(fobs(({ name }, value) => name === value)),
	'GET /fob?card_num=': one(fobs(({ card_num }, value) => card_num === value)),
	'GET /location': (building) =>
		data([...building.locations.values()].map((location) => locationView(building, location))),
	'GET /locationtype': ({ locationTypes }) => data([...locationTypes.values()]),
	'GET /schedule': ({ schedules }) => data([...schedules.values()].map(scheduleView)),
	'GET /user': users(({ privileged }) => !privileged),
	'GET /user?missingcreds': users(({ privileged }, held) => !privileged && held.length === 0),
	'GET /user?privileged': users(({ privileged }) => privileged),
	'GET /user?installers': users(({ installer }) => installer),
	'GET /user?id=': user(({ id }, value) => id === +value),
	'GET /user?id_num=': user(
		({ id_num }, value) => id_num === value,
		({ userCredentials }) => (userCredentials === 'byId' ? userListView : userView),
	),
	'GET /about': () =>
		data({
			version: '1.1.0',
			release_date: 'Jul 10, 2022',
			release_notes: 'Emulated by n8n-nodes-lockt',
			release_details: 'Answers like release 1.1.0 of the Lockt Cloud API.',
		}),
	// The reference shows no answer of these four: made up.
	'GET /maintenance': () =>
		data([
			{
				start: '2022-08-20 22:00:00',
				stop: '2022-08-20 23:00:00',
				description: 'Database maintenance',
			},
		]),
	'GET /ping': () => data([{ message: 'pong' }]),
	'GET /settings': () => data([{ batch_size: 100, event_cache: 5000 }]),
	'GET /site': ({ name, timezone }, readings) =>
		data([{ name, timezone: zoneName(timezone, readings) }]),
	'GET /object?listtypes': () => data(Object.keys(shapes).map((object) => ({ object }))),
	'GET /object?type=': (_, __, type) =>
		Object.hasOwn(shapes, type) ? data(shapes[type as keyof typeof shapes]) : undefined,
	'GET /time': (building, readings) =>
		readings.zone === 'refused' ? NOT_FOUND : data([timeView(building, readings)]),
};

/** A list read of which at most one is meant: nothing found counts as missing. */
function one(list: Read): Read {
	return (...question) => {
		const answer = list(...question);
		const { data: records } = answer as { data: unknown[] };
		return records.length > 0 ? answer : undefined;
	};
}

function credentials(fits: (credential: Credential, value: string) => boolean): Read {
	return (building, readings, value) =>
		data(
			filter(building.credentials, (credential) => fits(credential, value)).map((credential) =>
				credentialView(building, credential, readings),
			),
		);
}

function fobs(fits: (fob: Credential, value: string) => boolean): Read {
	return (building, readings, value) =>
		data(
			filter(building.credentials, (one) => one.fob !== undefined && fits(one, value)).map((fob) =>
				fobView(building, fob, readings),
			),
		);
}

function events(fits: (id: number, value: string, readings: Readings) => boolean): Read {
	return ({ events }, readings, value) => {
		const found = events
			.filter(({ id }) => fits(id, value, readings))
			.map((event) => eventView(event, readings));
		return data(readings.eventsOrder === 'newest' ? found.reverse() : found);
	};
}

function users(fits: (user: User, held: Credential[]) => boolean): Read {
	return (building, readings) => {
		const held = groupByHolder(building);
		const heldBy = ({ id }: User) => held.get(id) ?? [];
		return data(
			filter(building.users, (user) => fits(user, heldBy(user))).map((user) =>
				userListView(building, user, heldBy(user), readings),
			),
		);
	};
}

type UserView = typeof userListView | typeof userView;

function user(
	fits: (user: User, value: string) => boolean,
	viewFor: (readings: Readings) => UserView = () => userView,
): Read {
	return (building, readings, value) => {
		const found = find(building.users, (one) => !one.privileged && fits(one, value));
		if (!found) return undefined;
		const held = filter(building.credentials, ({ userId }) => userId === found.id);
		return data([viewFor(readings)(building, found, held, readings)]);
	};
}

function groupByHolder({ credentials }: Building): Map<number, Credential[]> {
	const held = new Map<number, Credential[]>();
	for (const credential of credentials.values()) {
		const known = held.get(credential.userId);
		if (known) known.push(credential);
		else held.set(credential.userId, [credential]);
	}
	return held;
}

function doorsFor(building: Building, user: User): Success {
	const open = doorsOf(building, user);
	return data(
		filter(building.doors, ({ id }) => open.has(id)).map((door) => doorView(building, door)),
	);
}
