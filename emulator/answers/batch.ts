import { nameOf, type Endpoint } from '../contract';
import { find, type Building } from '../building/building';
import type { User } from '../building/records';
import type { Readings } from '../readings';
import { data, error, NOT_FOUND, type Answer, type Refused } from './answer';
import { isBlank, text, valuesInUse, type Input } from './checks';
import { wireOf, type Wire } from './form';
import { problemsOf } from './rules';
import { anonymize, purgeDelegates, unlock, writes, type Effect, type Options } from './writes';

/** Reference, "Expected Outputs". */
const UNREADABLE = 'No data found or invalid JSON objects supplied. Could not parse input.';
const BATCH_FAILED = 'Validation errors found. Batch has failed. Details provided.';
const tooMany = (limit: number) => `Batch size exceeds maximum of ${limit} objects.`;

/** What came with a POST, PUT or DELETE. */
interface Request {
	/** What its filter was given. */
	value: string;
	body: unknown;
	/** How many records a call may have. */
	limit: number;
	/** What each record is taken for, where that is something else. */
	mishear?: (record: Input) => Input;
}

const same = (record: Input) => record;

/** Answers a POST, PUT or DELETE of a row of the contract. */
export function write(
	endpoint: Endpoint,
	building: Building,
	readings: Readings,
	request: Request,
): Wire {
	return wireOf(carryOut(endpoint, building, readings, request), readings, building.timezone);
}

function carryOut(
	endpoint: Endpoint,
	building: Building,
	readings: Readings,
	{ value, body, limit, mishear = same }: Request,
): Answer {
	if (endpoint.pending && readings.pending === 'notReleased') return NOT_FOUND;
	if (!endpoint.bodyKey) return withoutRecords(endpoint, building, value);

	const inputs = recordsIn(body, endpoint.bodyKey);
	if (!inputs) return error(UNREADABLE);
	const most = endpoint.perCall ?? limit;
	if (inputs.length > most) return error(tooMany(most));
	const options = optionsIn(body, readings);

	const inUse = valuesInUse(building);
	const good: Input[] = [];
	const refused: Refused[] = [];
	for (const sent of inputs) {
		const input = asFound(endpoint, mishear(sent), options, building, readings);
		const problems = ignored(endpoint, input, options)
			? []
			: problemsOf(writeName(endpoint), userMode(input), {
					building,
					readings,
					input,
					before: good,
					replaces: options.replace_privileges,
					inUse,
				});
		if (problems.length === 0) good.push(input);
		else refused.push({ problems, input: sent });
	}

	// Where there is no such option, as for delegates, errors always fail the call.
	const isOptional = endpoint.options?.includes('validate_fails_batch') ?? false;
	const failsBatch = options.validate_fails_batch || !isOptional;
	if (refused.length > 0 && failsBatch) return { ...error(BATCH_FAILED), refused };
	if (endpoint.path === '/unlock') {
		return { data: good.map(({ id }) => unlock(building, Number(id))), refused };
	}
	const effects = good.map((input) =>
		writes[writeName(endpoint)]!(building, input, options, readings),
	);
	const isRepeated = readings.summary === 'repeated' && nameOf(endpoint) === 'PUT /user';
	if (isRepeated && refused.length === 0) return data({ users: good, options: { ...options } });
	return { data: summary(endpoint, inputs.length, effects, refused.length), refused };
}

function withoutRecords(endpoint: Endpoint, building: Building, value: string): Answer {
	switch (nameOf(endpoint)) {
		case 'POST /delegate?purge': {
			const submitted = [...building.accessLevels.values()].filter((one) => one.delegated).length;
			return data({ submitted, deleted: purgeDelegates(building), errors: 0 });
		}
		case 'POST /doorstate?lowbattery=': {
			const threshold = Number(value);
			if (!(threshold >= 0 && threshold <= 100)) {
				return error(`Non-Numeric lowbattery found: ${value}`);
			}
			building.lowBatteryAlert = threshold;
			return data({ submitted: 1, inserted: 0, updated: 1, errors: 0 });
		}
		case 'POST /anonymize?user_id=': {
			const user = building.users.get(Number(value));
			if (!user) return error(`Invalid user_id found: ${value}`);
			anonymize(building, user);
			return data({ submitted: 1, processed: 1, errors: 0 });
		}
		default:
			throw new Error(`${nameOf(endpoint)} has no answer yet`);
	}
}

/** The name under which rules and writes know it. */
function writeName({ method, path }: Endpoint): string {
	return `${method} ${path}`;
}

/** Reference, user POST: an ID makes it an update, -1 an insert; what is neither is checked as one. */
function userMode(input: Input): 'insert' | 'update' {
	return /^\d+$/.test(text(input.id)) ? 'update' : 'insert';
}

/**
 * Reference, "Processing Options": `update_existing` matches by ID number and e-mail. Played where the option is read
 * otherwise than it is sent: who is to be created may be somebody who is there.
 */
function asFound(
	{ method, path }: Endpoint,
	input: Input,
	{ update_existing }: Options,
	{ users }: Building,
	{ options }: Readings,
): Input {
	const isUserPost = method === 'POST' && path === '/user';
	if (!isUserPost || options !== 'boolean' || !update_existing) return input;
	if (userMode(input) === 'update') return input;
	const has = (user: User, name: 'id_num' | 'email') =>
		!isBlank(input[name]) && user[name].toLowerCase() === text(input[name]).toLowerCase();
	const found = find(users, (user) => has(user, 'id_num') || has(user, 'email'));
	return found ? { ...input, id: found.id } : input;
}

/** Reference, user POST: "If update_existing=false, … updates of existing records will be ignored." */
function ignored({ method, path }: Endpoint, input: Input, options: Options): boolean {
	const isUserPost = method === 'POST' && path === '/user';
	return isUserPost && userMode(input) === 'update' && !options.update_existing;
}

function recordsIn(body: unknown, key: string): Input[] | undefined {
	const records = isObject(body) ? body[key] : undefined;
	if (!Array.isArray(records) || records.length === 0 || !records.every(isObject)) return undefined;
	return records;
}

/** Reference: text in every example, boolean in every definition. The defaults are the vendor's. */
function optionsIn(body: unknown, readings: Readings): Options {
	const given = isObject(body) && isObject(body.options) ? body.options : {};
	const isUnderstood = (value: unknown) =>
		readings.options === 'any' ||
		typeof value === (readings.options === 'text' ? 'string' : 'boolean');
	const isTrue = (value: unknown) => text(value).toLowerCase() === 'true';
	const option = (name: keyof Options) =>
		given[name] === undefined || !isUnderstood(given[name]) ? true : isTrue(given[name]);
	return {
		validate_fails_batch: option('validate_fails_batch'),
		replace_privileges: option('replace_privileges'),
		// As text it is never taken for its default, which would hide what becomes of the access levels; where booleans
		// are expected, any text is true.
		update_existing:
			isTrue(given.update_existing) ||
			(readings.options === 'boolean' && text(given.update_existing) !== ''),
	};
}

function summary(
	{ counts }: Endpoint,
	submitted: number,
	effects: Effect[],
	errors: number,
): Input {
	const count = (effect: Effect) => effects.filter((one) => one === effect).length;
	if (counts === 'saved') {
		return { submitted, inserted: count('inserted'), updated: count('updated'), errors };
	}
	return { submitted, ...(counts && { [counts]: count(counts) }), errors };
}

function isObject(value: unknown): value is Input {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
