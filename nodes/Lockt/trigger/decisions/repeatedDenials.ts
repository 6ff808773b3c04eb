import { codeIds, decodeIds } from './ledger';

/** Somebody was turned away. */
export interface Denial {
	/** What is counted by: a card or a door, as a short text of hexadecimal digits. */
	of: string;
	id: string;
	/** When it was. */
	seconds: number;
}

/** How many denials within how many seconds are too many. */
export interface Rule {
	count: number;
	within: number;
}

/**
 * The denials that may still matter, as a text of 4 kB at the most: no cards and no names. Those of a card
 * or door that follow one another closely are one episode. `5ab1:9h.tk1,9i.tk5` is one of two denials, with
 * their IDs and seconds to base 36, that is not told yet; `5ab1!tk1,tk9` one that was, from the first to the
 * last.
 */
export type DenialsState = string;

/** Denials of one card or door, none of which is further than the rule's time from the one before. */
interface Episode {
	of: string;
	first: number;
	last: number;
	isTold: boolean;
	/** Oldest first. Of an episode that was told they are of no use any more. */
	denials: Denial[];
}

/** Characters. */
export const MOST = 4_000;

/** Beyond the time of the rule: so late a lock may tell, and so far apart clocks and zones can be. */
const KEPT_SECONDS = 40 * 3600;

const EPISODE =
	/^[0-9a-f]+(?:!-?[0-9a-z]+,-?[0-9a-z]+|:[0-9a-z]+\.-?[0-9a-z]+(?:,[0-9a-z]+\.-?[0-9a-z]+)*)$/;

/** Whether what n8n stored can be gone on from. */
export function isDenialsState(stored: unknown): stored is DenialsState {
	return typeof stored === 'string' && split(stored).every((text) => EPISODE.test(text));
}

/**
 * Which episodes have come to as many denials within the time as the rule says. Each is told once, with all
 * its denials known so far, in whichever order and how often they are shown; it is over when the time of
 * the rule has passed without one.
 *
 * @param now seconds
 * @returns the denials of each, oldest first
 */
export function countDenials(
	state: DenialsState,
	denials: Denial[],
	rule: Rule,
	now: number,
): { told: Denial[][]; state: DenialsState } {
	const single = denials.map((denial): Episode => {
		const { of, seconds } = denial;
		return { of, first: seconds, last: seconds, isTold: false, denials: [denial] };
	});
	const episodes = join([...split(state).flatMap(readEpisode), ...single], rule);
	const due = episodes.filter((one) => !one.isTold && isTooMany(one.denials, rule));
	for (const one of due) one.isTold = true;
	const left = episodes.filter(({ last }) => now - last <= KEPT_SECONDS + rule.within);
	return { told: due.map((one) => one.denials), state: write(left) };
}

/** Makes one of those that follow one another closely. */
function join(parts: Episode[], { within }: Rule): Episode[] {
	const episodes: Episode[] = [];
	const open = new Map<string, Episode>();
	for (const part of parts.sort((a, b) => a.first - b.first)) {
		const before = open.get(part.of);
		if (before && part.first - before.last <= within) {
			before.last = Math.max(before.last, part.last);
			before.isTold ||= part.isTold;
			before.denials.push(...part.denials);
		} else {
			const begun = { ...part, denials: [...part.denials] };
			open.set(part.of, begun);
			episodes.push(begun);
		}
	}
	return episodes.map((one) => ({ ...one, denials: sortDenials(one.denials) }));
}

/** Each once, oldest first. After a backup was restored, the same ID at another time is another one. */
function sortDenials(denials: Denial[]): Denial[] {
	const each = new Map(denials.map((one) => [`${one.id} ${one.seconds}`, one]));
	return [...each.values()].sort(
		(a, b) => a.seconds - b.seconds || Number(BigInt(a.id) - BigInt(b.id)),
	);
}

function isTooMany(denials: Denial[], { count, within }: Rule): boolean {
	return denials.some((one, n) => {
		const first = denials[n - count + 1];
		return first !== undefined && one.seconds - first.seconds <= within;
	});
}

/** As much as there is room for: what is oldest is forgotten. */
function write(episodes: Episode[]): DenialsState {
	const parts = episodes.flatMap((episode) =>
		episode.isTold
			? [{ episode, at: episode.last, text: `${code(episode.first)},${code(episode.last)}` }]
			: episode.denials.map(({ id, seconds }) => ({
					episode,
					at: seconds,
					text: `${codeIds([BigInt(id)], 0n)}.${code(seconds)}`,
				})),
	);
	const kept = new Map<Episode, string[]>();
	let room = MOST;
	for (const { episode, text } of parts.sort((a, b) => b.at - a.at)) {
		const texts = kept.get(episode) ?? [];
		room -= text.length + 1 + (texts.length === 0 ? episode.of.length + 1 : 0);
		if (room < 0) break;
		kept.set(episode, [...texts, text]);
	}
	return [...kept]
		.map(([{ of, isTold }, texts]) => `${of}${isTold ? '!' : ':'}${texts.reverse().join(',')}`)
		.join(' ');
}

/** An episode as its parts: of one that is not told, each denial. */
function readEpisode(text: string): Episode[] {
	const [, of = '', mark, rest = ''] = /^([0-9a-f]+)([!:])(.*)$/.exec(text) ?? [];
	if (mark === '!') {
		const [first, last] = rest.split(',').map(decode);
		return [{ of, first: first!, last: last!, isTold: true, denials: [] }];
	}
	return rest.split(',').map((one) => {
		const [id, at] = one.split('.');
		const seconds = decode(at!);
		const denial = { of, id: String(decodeIds(id!, 0n)[0]), seconds };
		return { of, first: seconds, last: seconds, isTold: false, denials: [denial] };
	});
}

const code = (value: number) => value.toString(36);
const decode = (text: string) => parseInt(text, 36);

const split = (text: string) => (text === '' ? [] : text.split(' '));
