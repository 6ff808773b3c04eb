import { DateTime, Duration } from 'luxon';
import { planPicked } from '../execution/confirming';
import { batchCall, type Plan } from '../execution/plans';
import { DRY_RUN } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { endpoints } from '../api/endpoints';
import { LocktError } from '../api/errors';
import { nameDoor } from '../api/guard/unlocking';
import { readDoors } from '../api/questions/unlockable';
import { unlockOutcomes } from '../api/answers/unlock';
import { quote } from '../api/text/text';
import { options } from '../fields/collections';
import { doorToUnlock as kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import type { Row } from '../fields/row';
import type { Operation } from './operation';

const DEFAULT_AGE_S = 60;

/** The clocks of n8n and of whoever asks may differ by so much. */
const CLOCKS_APART_S = 60;

/** A door that several items name opens once. */
const unlocking = batchCall(endpoints.unlockDoors, {
	shares: true,
	outcomes: unlockOutcomes,
	ifUnknown:
		'The door may have opened: look at it, or at its events in Lockt, before you unlock it again',
});

export const unlock: Operation = {
	name: 'Unlock',
	value: 'unlock',
	action: 'Unlock door',
	description:
		"Opens a wired door for a moment, at once. The credential's 'Unlock' must allow it. Never tried twice.",
	hint: "Leave 'Retry On Fail' off (tab Settings): Unlock refuses to run with it, so that no door opens twice",
	needs: endpoints.unlockDoors.needs,
	fields: [
		locator(kind, 'The door to unlock'),
		options(
			DRY_RUN,
			{
				displayName: 'Maximum Age (Seconds)',
				name: 'maximumAge',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_AGE_S,
				placeholder: 'e.g. 60',
				description: "How long after 'Requested At' the door may still be unlocked",
			},
			{
				displayName: 'Requested At',
				name: 'requestedAt',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2027-03-31T17:00:00Z',
				description:
					'When somebody asked for it, with a time zone. A request that is too old is refused, e.g. after n8n was down.',
			},
		),
	],
	run: write(prepare),
};

function prepare(row: Row, lookups: Lookups): Promise<Plan> {
	return planPicked(kind, row, lookups, (id) => ({
		call: unlocking,
		record: { id },
		outcome: 'unlocked',
		shows: { id, ...row.asker },
		about: async (context) => nameDoor(String(id), await readDoors(context)),
		...bounds(row.parameter('options', {}) as Age),
	}));
}

/** When it was asked for, and how old that may be, in seconds. */
interface Age {
	requestedAt?: string;
	maximumAge?: number;
}

/** The moment after which the door must not open any more, and why it must not now. @throws LocktError for a bad value */
function bounds({ requestedAt, maximumAge }: Age): Pick<Plan, 'notAfter' | 'refusal'> {
	const seconds = maximumAge ?? DEFAULT_AGE_S;
	if (requestedAt === undefined) {
		if (maximumAge === undefined) return { notAfter: Date.now() + seconds * 1000 };
		throw new LocktError(
			"'Maximum Age (Seconds)' needs 'Requested At'",
			'Add that option, or remove this one. Nothing was sent to Lockt',
		);
	}
	const asked = momentOf(requestedAt);
	return { notAfter: asked + seconds * 1000, refusal: findMistimed(asked, seconds) };
}

/** Why a request of a moment must not be followed now; undefined when it may. @param seconds how old it may be */
function findMistimed(asked: number, seconds: number): LocktError | undefined {
	const age = Math.round((Date.now() - asked) / 1000);
	if (age > seconds) {
		return new LocktError(
			`The request to unlock is ${tellAge(age)} old, more than the ${seconds} seconds of 'Maximum Age (Seconds)'`,
			'The door was left as it is. Ask for it anew if it is still wanted',
		);
	}
	if (-age > CLOCKS_APART_S) {
		return new LocktError(
			`'Requested At' is ${-age} seconds in the future`,
			'The door was left as it is. Check the time zone of the value',
		);
	}
	return undefined;
}

/** @returns e.g. 4 hours, 38 minutes */
function tellAge(seconds: number): string {
	const parts = Duration.fromObject({ days: 0, hours: 0, minutes: 0, seconds: 0 })
		.plus({ seconds })
		.normalize();
	const [first, second] = (['days', 'hours', 'minutes', 'seconds'] as const).flatMap((unit) =>
		parts[unit] > 0 ? [`${parts[unit]} ${parts[unit] === 1 ? unit.slice(0, -1) : unit}`] : [],
	);
	return [first, second].filter(Boolean).join(', ');
}

function momentOf(text: string): number {
	const moment = DateTime.fromISO(text, { setZone: true });
	if (moment.isValid && /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text) && text.includes('T')) {
		return moment.toMillis();
	}
	throw new LocktError(
		`'Requested At' must be a time with a time zone at its end, such as Z or -05:00: it is ${quote(text)}`,
		'Drag in the time of the message that asked for it; the date picker leaves the time zone out. Nothing was sent to Lockt',
	);
}
