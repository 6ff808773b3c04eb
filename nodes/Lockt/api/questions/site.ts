import type { IDataObject } from 'n8n-workflow';
import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';
import { identifyAccount } from '../guard/account';
import { firstOf } from '../answers/said';
import { ask, askPatiently, type AskLockt } from '../client';
import { isLocalTime } from '../records/enteredDates';
import { readMoment } from '../records/moments';
import { unreadableDates, withIsoDates } from '../records/dates';
import { LocktError } from '../errors';
import { plainText } from '../text/text';
import { accountOf, hideKeys, type LocktContext } from '../transport';
import { warnOnce } from './warnings';

/** Items that tell a moment twice have it in `timeText` then: see `timeFields`. */
const STAY =
	"Dates stay as Lockt sends them: where there is a 'timeText' they stand there, and 'time' is blank";

/** What Lockt says of the site's time. */
const TIME = { path: '/time' } as const;

/**
 * The site's time zone. Reference, /time: an IANA name, e.g. America/New_York. Of a server that calls it
 * otherwise the offset counts, and a warning goes into n8n's log; also where there is no `/time`.
 *
 * @param how a trigger asks but once: n8n itself knows when to poll again
 * @returns e.g. America/New_York, or UTC-5 where only the offset is known; undefined where Lockt does not say it
 */
export async function siteZone(
	context: LocktContext,
	how: AskLockt = askPatiently,
): Promise<string | undefined> {
	const asked = askClock(context, how).catch(async (error: unknown) => {
		if (!(error instanceof LocktError) || !refuses(error)) throw error;
		await warnOfSilence(context, error, STAY);
		return undefined;
	});
	return (await asked)?.zone;
}

/** What is known of the clock of a site. */
export interface Clock {
	/** See `siteZone`. */
	zone?: string;
	/** By how much it is ahead of n8n's, in milliseconds; below 0 where it is slow. */
	aheadMs?: number;
}

async function askClock(context: LocktContext, how: AskLockt): Promise<Clock> {
	const told = firstOf(await how(context, TIME));
	const { from, zone = '' } = readZone(told);
	if (from !== 'name') warnOnce(context, WARNINGS[from](zone));
	const now = readMoment(told.datetime_utc, 'utc')?.toMillis();
	return { zone: zone || undefined, aheadMs: now === undefined ? undefined : now - Date.now() };
}

const WARNINGS = {
	contradiction: () =>
		`Lockt contradicts itself about the site's time zone: its name, its offset and its times do not fit together. Ask Lockt to set the time zone of the site. ${STAY}`,
	unproven: () =>
		`Lockt says that the site's time is that of UTC, as a server does that knows no time zone, and sends no local time that shows it. Ask Lockt to set the time zone of the site. ${STAY}`,
	offset: (zone: string) =>
		`Lockt does not say the site's time zone by its IANA name. Dates are told by the offset it has now, ${zone}: those of the other half of the year, when the clock is changed, may be an hour off. docs/readings.md says more`,
	nothing: () => `Lockt did not say the site's time zone. ${STAY}`,
};

/** What an answer of /time says of the zone, and from what that is known. */
export function readZone({ timezone, offset, ...times }: IDataObject): {
	from: 'name' | keyof typeof WARNINGS;
	zone?: string;
} {
	const name = plainText(timezone).trim();
	const byOffset = offsetZone(offset) ?? (OFFSET_AS_NAME.test(name) ? offsetZone(name) : undefined);
	if (contradicts(name, byOffset, times)) return { from: 'contradiction' };
	const isUtc = isZoneName(name) ? isUtcName(name) : byOffset === UTC;
	if (isUtc && minutesBetween(times) === undefined) return { from: 'unproven' };
	// In winter all of Western Europe has the time of UTC: that it is the same now shows nothing of summer.
	if (isUtc) return { from: 'offset', zone: UTC };
	if (isZoneName(name)) return { from: 'name', zone: name };
	const zone = byOffset ?? zoneOfTimes(times);
	return zone === undefined ? { from: 'nothing' } : { from: 'offset', zone };
}

/** What is known of the clock of a site that its events must not wait for, as Lockt told it last. */
interface Known extends Clock {
	/** Since when it does not. */
	silentSince?: number;
	/** When it was asked in vain, and dates were told without its answer. */
	doneWithout?: number;
}

/** Of each account, in this process. */
const known = new Map<string, Known>();

/** More accounts than an instance has: beyond it, zones are asked for anew rather than kept for ever. */
const MOST_KEPT = 100;

/** A bad moment of Lockt's: two or three polls of each minute. */
const BAD_MOMENT_MS = 2 * 60_000;

/** Lockt may take its time to answer nothing: a poll waits for that but once. */
const AGAIN_MS = 60_000;

/**
 * The same for the trigger, whose events must come where Lockt does not tell the time. Then the zone
 * counts that it told before, in this process. Where there is none, a refusal is taken for an answer; else
 * the trigger may fail for a moment, and then goes on without a zone until Lockt tells it again.
 *
 * @throws LocktError while that may be a bad moment of Lockt's
 */
export async function siteZoneIfTold(context: LocktContext): Promise<string | undefined> {
	return (await siteClockIfTold(context)).zone;
}

/** The same with how its clock goes. @throws as `siteZoneIfTold` does */
export async function siteClockIfTold(context: LocktContext): Promise<Clock> {
	const account = JSON.stringify(identifyAccount(await accountOf(context)));
	const { zone, aheadMs, silentSince = Date.now(), doneWithout } = known.get(account) ?? {};
	const age = Date.now() - (doneWithout ?? NaN);
	if (age >= 0 && age < AGAIN_MS) return { zone, aheadMs };

	const told = await askClock(context, ask).catch((error: unknown) => {
		if (!(error instanceof LocktError)) throw error;
		const isBadMoment = !refuses(error) && Date.now() - silentSince < BAD_MOMENT_MS;
		if (isBadMoment && zone === undefined) {
			keep(account, { aheadMs, silentSince });
			throw error;
		}
		return error;
	});
	if (!(told instanceof LocktError)) {
		keep(account, told);
		return told;
	}
	keep(account, { zone, aheadMs, silentSince, doneWithout: Date.now() });
	const goesOn = zone === undefined ? STAY : `Dates are told by that which it told before, ${zone}`;
	await warnOfSilence(context, told, goesOn);
	return { zone, aheadMs };
}

async function warnOfSilence(
	context: LocktContext,
	error: LocktError,
	goesOn: string,
): Promise<void> {
	const { message } = (await hideKeys(context, error)) as Error;
	warnOnce(context, `Lockt did not say the site's time zone: ${message}. ${goesOn}`);
}

function keep(account: string, one: Known): void {
	if (known.size >= MOST_KEPT) known.clear();
	known.set(account, one);
}

/** Whether asking again will not help: it is this question that Lockt does not answer. */
function refuses({ facts: { status = 500, cameTooEarly, refusesQuestion } }: LocktError): boolean {
	return status < 500 && !cameTooEarly && refusesQuestion !== false;
}

/**
 * Whether the name of a zone, its offset and the two times of an answer cannot all be true. Where the
 * moment is not said, it is that of now.
 */
function contradicts(name: string, byOffset: string | undefined, times: IDataObject): boolean {
	const at = readMoment(times.datetime_utc, 'utc')?.toMillis() ?? Date.now();
	const named = isZoneName(name) ? IANAZone.create(name).offset(at) : undefined;
	const said =
		byOffset === undefined ? undefined : DateTime.fromMillis(at, { zone: byOffset }).offset;
	const isOfOtherHalf =
		named !== undefined && said !== named && offsetsInYear(name, at).includes(said);
	const shown = minutesBetween(times) ?? ownOffset(times.datetime_local);
	const offsets = [named, isOfOtherHalf ? undefined : said, shown].filter(
		(one) => one !== undefined,
	);
	return offsets.some((one) => Math.abs(one - offsets[0]!) > MINUTES_APART);
}

/** How far the local time of an answer is from its UTC time. */
function minutesBetween({ datetime_utc, datetime_local }: IDataObject): number | undefined {
	const utc = readMoment(datetime_utc, 'utc');
	const local = isLocalTime(datetime_local) ? readMoment(datetime_local, 'utc') : undefined;
	return utc && local ? local.diff(utc, 'minutes').minutes : undefined;
}

/** The offset that a local time has itself, in minutes. With 0 it may be the UTC time, told twice. */
function ownOffset(local: unknown): number | undefined {
	const [, offset] = /[T ][\d:.]+ ?([+-]\d{2}(?::?\d{2})?)$/.exec(plainText(local).trim()) ?? [];
	const zone = offsetZone(offset);
	return zone === undefined || zone === UTC ? undefined : DateTime.fromMillis(0, { zone }).offset;
}

/** The zone by the two times alone. Where they are the same, that may be the same clock, told twice. */
function zoneOfTimes(times: IDataObject): string | undefined {
	const apart = minutesBetween(times) ?? 0;
	const minutes = Math.round(apart / 15) * 15;
	const isOne = minutes !== 0 && Math.abs(minutes - apart) <= MINUTES_APART;
	return isOne ? zoneOfMinutes(minutes) : undefined;
}

/** The two times of an answer may be taken one after the other. */
const MINUTES_APART = 2;

/** Whether a name tells the zone. Of letters alone it does not: BST is London's summer time, and an old name of Dhaka's. */
function isZoneName(name: string): boolean {
	return (/^(?:UTC|GMT)$/i.test(name) || name.includes('/')) && IANAZone.isValidZone(name);
}

/** Whether it is what a server says, too, that knows no zone. */
function isUtcName(name: string): boolean {
	return /^(?:Etc\/|UTC$|GMT$)/i.test(name) && IANAZone.create(name).offset(0) === 0;
}

/** Some servers say the standard offset in summer, too, as .NET's BaseUtcOffset is. */
function offsetsInYear(name: string, at: number): Array<number | undefined> {
	const { year } = DateTime.fromMillis(at, { zone: 'utc' });
	return [1, 7].map((month) => DateTime.fromObject({ year, month }, { zone: name }).offset);
}

/** e.g. UTC-5, GMT+0530, -05:00 */
const OFFSET_AS_NAME = /^(?:(?:UTC|GMT)\s*[+-]\d|[+-]\d{2}:?\d{2}$)/i;

/** Clocks as offsets: hours, minutes and, in .NET's form, seconds; or as ISO 8601 has it, e.g. -PT5H */
const CLOCKS = [
	/^([+-]?)(\d{1,2}):(\d{2})(?::00(?:\.0+)?)?$/,
	/^([+-]?)(\d{2})(\d{2})$/,
	/^([+-]?)PT([+-]?\d{1,2})H(?:(\d{1,2})M)?$/,
];

/** Reference, /time: hours from UTC. Minutes, and seconds, are known by being too many for hours. */
function offsetZone(offset: unknown): string | undefined {
	const text = plainText(offset)
		.trim()
		.replace(/^(?:UTC|GMT)\s*(?=[+-]\d)/i, '');
	const clock = CLOCKS.map((form) => form.exec(text)).find((match) => match !== null);
	if (!clock) return zoneOfMinutes(minutesOf(Number(text || NaN)));
	const [, sign = '', hours = '', minutes = '0'] = clock;
	if (Number(minutes) > 59) return undefined;
	const signed = sign === '-' || hours.startsWith('-') ? -1 : 1;
	const total = signed * (Math.abs(Number(hours)) * 60 + Number(minutes));
	return zoneOfMinutes(total) ?? zoneOfMinutes(minutesOf(Number(text)));
}

function zoneOfMinutes(total: number): string | undefined {
	if (!Number.isInteger(total) || Math.abs(total) > MOST_MINUTES) return undefined;
	// 0 as well, so that it is not taken for the name of a zone whose clock never changes.
	return total === 0 ? UTC : FixedOffsetZone.instance(total).name;
}

const UTC = 'UTC+0';

const MOST_MINUTES = 14 * 60;

function minutesOf(offset: number): number {
	const size = Math.abs(offset);
	if (size <= 14) return offset * 60;
	if (size > MOST_MINUTES) return offset % (15 * 60) === 0 ? offset / 60 : NaN;
	return size >= 60 && offset % 15 === 0 ? offset : NaN;
}

/** Records with their dates in the site's time; of those that cannot be read, n8n's log is told. */
export function tellDates(
	context: LocktContext,
	records: IDataObject[],
	zone: string | undefined,
): IDataObject[] {
	warnOfDates(context, records);
	return records.map((record) => withIsoDates(record, zone));
}

/** Tells n8n's log which dates of records cannot be read. */
export function warnOfDates(context: LocktContext, records: IDataObject[]): void {
	const unread = new Set(records.flatMap(unreadableDates));
	for (const name of unread) {
		warnOnce(context, `Lockt sent '${name}' in a form that is not known. ${STAY}`);
	}
}
