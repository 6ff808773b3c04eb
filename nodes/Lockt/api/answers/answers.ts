import type { IDataObject } from 'n8n-workflow';
import { inLocktsForm } from '../records/forms';
import { isRecord } from '../text/text';
import { countOf, countsIn, withoutCounts } from './counts';
import { doubtsIn } from './doubts';
import { hopesIn } from './hopes';
import { frameOf, isOfRecord, listIn, recordsOf } from './lists';
import type { Refusal, Said } from './said';
import { sentence, textsIn, wordsIn } from './texts';
import { saysDoneOrComing, saysNothingDone } from './words';

/** Words of a `result` that speak of no trouble; reference, "Response Codes", has the longer ones. */
const WENT_WELL =
	/^\W*(?:ok|true|success(?:ful|fully)?|(?:the )?request was processed successfully)\W*$/i;

export const NO_REASON = 'Lockt gives no reason';

/** Reads an answer. @param raw the parsed JSON, or the text where it is none */
export function readAnswer(status: number, raw: unknown): Said {
	// No content is none of what was asked for.
	const body = inLocktsForm(status === 204 && raw === '' ? {} : raw);
	if (!isRecord(body))
		return {
			errors: [],
			notes: [],
			doubts: [],
			hopes: [],
			refusals: [],
			words: [],
			whole: {},
			unread: body,
		};

	const list = Array.isArray(body) ? recordsOf(body as unknown[]) : listIn(body);
	const frame = Array.isArray(body) ? {} : frameOf(body);
	const entries = (list ?? []).filter(isRecord);
	const summary = list?.length === 1 && entries[0] && !isOfRecord(entries[0]) ? entries[0] : {};
	// Counts beside anything else in a list: something may have been done, whatever else is said.
	const isMixed = entries.length > 1 && entries.some((one) => !isOfRecord(one) && countsIn(one));
	const said = [...textsIn(frame.error), ...errorsIn(entries)];
	const results = textsIn(frame.result);
	const counts = countsIn(summary);
	const refusals = [
		...refusalsIn(frame.errors),
		...(countOf(summary.errors) === undefined ? refusalsIn(summary.errors) : []),
		...refusalsIn(entries.filter((one) => 'input_data' in one && textsIn(one.error).length > 0)),
	];
	// Reference, "POST Requests": it says what was wrong, but with a good status it may be any other result.
	const areErrors = !isMixed && (status >= 400 || saysNothingDone(results.join()));
	return {
		errors: [...(isMixed ? [] : said), ...(areErrors ? results : [])],
		notes: [
			...(isMixed ? said : []),
			...(areErrors ? [] : results.filter((text) => !WENT_WELL.test(text))),
		],
		doubts: [...doubtsIn(frame, { counts }), ...doubtsIn(summary, { counts })],
		hopes: [
			...hopesIn(withoutCounts(frame)),
			...hopesIn(withoutCounts(summary)),
			...[...said, ...refusals.flatMap(({ problems }) => problems)].filter(saysDoneOrComing),
		],
		refusals,
		counts,
		words: [
			...wordsIn(frame),
			...wordsIn(summary),
			...textsIn(list ? undefined : sentence(body.data)),
		],
		list,
		whole: body as IDataObject,
	};
}

/**
 * Errors in place of records. Reference, "GET Requests"; they are none of the request where they stand in
 * some of the records, or name the record they are about.
 */
function errorsIn(entries: Array<Record<string, unknown>>): string[] {
	const texts = (one: Record<string, unknown>) => ('input_data' in one ? [] : textsIn(one.error));
	const areAll = entries.every((one) => texts(one).length > 0);
	return entries.filter((one) => areAll || !isOfRecord(one)).flatMap(texts);
}

/** Refusals as a list or alone, each as an object or as a text. */
function refusalsIn(value: unknown): Refusal[] {
	const list: unknown[] = Array.isArray(value) ? value.flat() : [value];
	return list
		.filter((one) => textsIn(one).length > 0)
		.map((one) => {
			const texts = textsIn(isRecord(one) ? one.error : one);
			return {
				problems: texts.length > 0 ? texts : [NO_REASON],
				input: isRecord(one) ? one.input_data : undefined,
				repeatsRecord: isRecord(one) && 'input_data' in one,
			};
		});
}
