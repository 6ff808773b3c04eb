import { PROPERTY_NAMES } from './properties';
import { CUT } from '../text/text';

/** Words that Lockt speaks of itself with, and those between them: none is anybody's name. */
const WORDS = new Set([
	...PROPERTY_NAMES.flatMap((name) => name.split('_')),
	...`a access accesslevel accesslevels account already allow allowed an and any api apikey apiuser application are
		array authentication authorised authorization authorized bad batch be been blank body busy bytes cache call cannot
		client code connection content could credential data database date deleted denied destination disabled
		does duplicate during empty endpoint enumerate error errors exceeds exist exists expired failed failure
		feature field fields filter for forbidden format found from gateway has have header headers host include
		included inserted installers internal invalid is it key licence license licensed limit locate lowbattery
		maintenance many message method missing missingcreds must new no not null numeric object of on one only
		operation or parameter parameters permission permissions privileged processed property query rate reached
		read record records released request requests required resource result results retry returned rights
		server service services size status string submitted success support supported than that the these this
		time timeout to token too type types unable unavailable unexpected unknown unreachable unsupported
		updated user users valid validation value values version was were with wrong you your`.split(/\s+/),
]);

/** So much of what Lockt says is repeated. */
const MOST_WORDS = 40;

/**
 * A text of Lockt's with its own words only: whatever else stands in it may be somebody's name, e-mail
 * address or number, and becomes an ellipsis.
 */
export function keepKnownWords(text: string): string {
	const parts = text.match(/[\p{L}\p{M}]+|[^\p{L}\p{M}]+/gu) ?? [];
	const kept = parts.slice(0, MOST_WORDS * 2).map((part) => {
		if (/^[\p{L}\p{M}]/u.test(part)) return isKnownWord(part) ? part : CUT;
		return part.replace(/[^\s.,:;_()/-]+/g, CUT);
	});
	return kept
		.join('')
		.replace(/\s+/g, ' ')
		.replace(/…(?:[\s.,:;_()/-]*…)+/g, CUT)
		.trim();
}

/** Whether a name is made of nothing but known words, e.g. batch_size */
export function isKnownName(name: string): boolean {
	return /^[a-z_]+$/i.test(name) && name.split('_').every(isKnownWord);
}

const isKnownWord = (word: string) => WORDS.has(word.toLowerCase());
