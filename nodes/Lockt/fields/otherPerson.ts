import type { IDataObject } from 'n8n-workflow';
import { nameOf } from '../api/records/people';
import { foldName } from '../api/text/foldName';
import { sortWords } from '../api/text/nameWords';
import { plainText } from '../api/text/text';

/**
 * Why an item seems to mean somebody else than who has the ID number or address, as two may have been given the same by
 * mistake: people get another first name, last name or address, but not all at once. Without a whole name the address
 * alone tells.
 *
 * @param property by which they were found
 */
export function findOtherness(
	record: IDataObject,
	property: string,
	user: IDataObject,
): string | undefined {
	if (property === 'id' || nameOf(user) === '') return undefined;
	const [given, known] = [record.email, user.email].map((email) => foldName(plainText(email)));
	const isWhole = plainText(record.first_name) !== '' && plainText(record.last_name) !== '';
	if (!isWhole) {
		const isOther = property === 'id_num' && given !== '' && isOtherMailbox(given!, known!);
		return isOther ? 'who has another e-mail address' : undefined;
	}
	const isOther = !isCalledSo(record, user) && (property === 'email' || given !== known);
	return isOther ? 'who is called otherwise' : undefined;
}

/** A company may get another domain. */
function isOtherMailbox(one: string, other: string): boolean {
	return other !== '' && one.split('@')[0] !== other.split('@')[0];
}

/** First and last name may stand the wrong way round; or one of them, at least, has a word of the one known. */
function isCalledSo(record: IDataObject, user: IDataObject): boolean {
	if (sortWords(nameOf(record)) === sortWords(nameOf(user))) return true;
	const isTold = plainText(user.first_name) !== '' && plainText(user.last_name) !== '';
	if (!isTold) return shareWord(nameOf(record), nameOf(user));
	return ['first_name', 'last_name'].some((part) =>
		shareWord(plainText(record[part]), plainText(user[part])),
	);
}

/** Whether two names have a word in common that tells people apart. */
export function shareWord(one: string, other: string): boolean {
	const known = new Set(wordsOf(other));
	return wordsOf(one).some((word) => known.has(word));
}

/** The words of a name which tell it from others: no titles, particles, initials, or what stands in brackets. */
function wordsOf(name: string): string[] {
	const all = sortWords(name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
		.split(' ')
		.filter(Boolean);
	const telling = all.filter((word) => word.length > 1 && !COMMON.has(word));
	return telling.length > 0 ? telling : all;
}

const COMMON = new Set(
	(
		'dr prof professor mr mrs ms mx miss sir dame herr frau ing dipl mag msc bsc phd mba jr sr junior senior ii iii iv ' +
		'van von vom zu zum zur der den des de del della delle di da das do dos du la le les los el al bin binte ibn ben abu ap ter ten te af av y e i ' +
		'extern external ext temp contractor intern trainee visitor guest consultant freelancer leiharbeiter gast prestataire externe'
	).split(' '),
);
