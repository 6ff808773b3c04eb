import type { IDataObject } from 'n8n-workflow';
import { groupBy } from '../text/groupBy';
import { doubtsIn } from './doubts';
import { hopesIn, saysMoreThanNo, saysWell } from './hopes';
import { refusalTexts } from './said';
import { textsIn } from './texts';
import { mapOnce } from '../text/mapOnce';
import { otherDoorsIn, type OtherDoors } from './otherDoors';
import { different, refused, refusedByWords, unknown, type Outcome } from './notDone';
import { outcomeOfWhole } from './wholeRequest';
import { outcomesOf } from './outcomes';
import { unlessDoubted, unlessHoped } from './weighing';
import { assignRefusals } from './refusals';
import { isRecord, plainText, shortenUnread } from '../text/text';
import type { Answer } from '../transport';
import { saysDoneOrComing, saysDone } from './words';

const NOT_UNLOCKED = 'Lockt did not unlock it and gives no reason';
const ADVICE =
	'Check in Lockt that the door is wired and its controller online. Nothing was tried again';
const SAYS_BOTH = 'Lockt says that it unlocked, and that it did not';
const MAY_COME =
	'Lockt says that it did not unlock, and something else besides: it may have, or may yet';
const NOT_SAID = 'Lockt did not say whether it unlocked';
const LOOK_AT_OTHERS =
	'See at once whether those doors are locked, and ask Lockt support why. Nothing was tried again';

/**
 * What became of each door of an unlock call. Reference, /unlock: 200 either way, with `unlocked`
 * and `errors` for each door; a door that is not in the answer may have opened or not. Where others opened,
 * none that were asked for is just done or refused: nobody knows which of them they opened for.
 */
export function unlockOutcomes(doors: IDataObject[], answer: Answer): Outcome[] {
	const withOthers = tellOthers(otherDoorsIn(doors, answer));
	return mapOnce(outcomesOfDoors(doors, answer), withOthers);
}

/** @returns what tells of other doors in the outcome of one that was asked for */
function tellOthers({ unlocked, untold }: OtherDoors): (outcome: Outcome) => Outcome {
	const list = shortenUnread((unlocked.length > 0 ? unlocked : untold).join(', '));
	const ownOf = (outcome: Outcome) =>
		outcome.kind === 'done' ? ['It says that it unlocked this door'] : outcome.problems;
	if (unlocked.length > 0) {
		const said = `Lockt says that it unlocked what was not asked for: ${list}`;
		return (outcome) => different([said, ...ownOf(outcome)], LOOK_AT_OTHERS);
	}
	if (untold.length === 0) return (outcome) => outcome;
	const said = `Lockt speaks of what was not asked for, and may have unlocked it: ${list}`;
	return (outcome) => unknown([said, ...ownOf(outcome)].join('; '), LOOK_AT_OTHERS);
}

function outcomesOfDoors(doors: IDataObject[], answer: Answer): Outcome[] {
	const whole = outcomeOfWhole(answer, doors.length);
	if (whole) return doors.map(() => whole);
	const { status, counts, list = [] } = answer;
	const outcomes = outcomesOf(doors, answer, { allOrNothing: false });
	// Counts say nothing of a door.
	if (counts || list.length === 0) {
		return outcomes.map((one) => (one.kind === 'done' ? unknown(NOT_SAID) : one));
	}
	// api-readings: some were refused, others done, and the status may be 400 all the same.
	const isGood = status < 300 || (status === 400 && refusalTexts(answer).length > 0);
	const states = groupById(list);
	const refusals = assignRefusals(doors, answer.refusals);
	const others = [...refusals.others, ...doubtsOfNone(list)];
	const ifDone = unlessDoubted({ kind: 'done' }, answer, { ...refusals, others });
	const hopesOfNone = list.flatMap((one) =>
		isRecord(one) && plainText(one.id) === '' ? hopesIn(one) : [],
	);
	return doors.map(({ id }, index) => {
		const own = states.get(plainText(id)) ?? [];
		const outcome = outcomeOfDoor(own, outcomes[index]!, isGood && !refusals.own.has(index));
		if (outcome.kind === 'refused')
			return unlessHoped(outcome, answer, [...hopesOfNone, ...own.flatMap(hopesIn)]);
		return outcome.kind === 'done' && ifDone.kind !== 'done' ? ifDone : outcome;
	});
}

/** What speaks against success in the list of doors, of no door in particular. */
function doubtsOfNone(list: unknown[]): string[] {
	return list.flatMap((one) => {
		if (!isRecord(one)) return textsIn(one);
		return plainText(one.id) === '' ? doubtsIn(one, { isInner: true }) : [];
	});
}

const groupById = (list: unknown[]): Map<string, IDataObject[]> =>
	groupBy(list.filter(isRecord) as IDataObject[], ({ id }) => [plainText(id)]);

/** @param otherwise what is said of the door besides its state */
function outcomeOfDoor(
	[state, other]: IDataObject[],
	otherwise: Outcome,
	isGood: boolean,
): Outcome {
	const isRefused = otherwise.kind === 'refused';
	if (!state) return isRefused ? refused(otherwise.problems, ADVICE) : unknown(NOT_SAID);
	if (other) return unknown('Lockt speaks of the door more than once');
	const problems = [...textsIn(state.errors), ...textsIn(state.error)];
	switch (state.unlocked) {
		case true:
			return isGood && problems.length === 0 && doubtsIn(state).length === 0
				? { kind: 'done', answer: { ...withoutErrors(state), time: new Date().toISOString() } }
				: unknown(SAYS_BOTH);
		case false:
			if (saysWell(state) || problems.some(saysDone)) return unknown(SAYS_BOTH);
			if (saysMoreThanNo(state) || problems.some(saysDoneOrComing)) return unknown(MAY_COME);
			return refused(problems.length > 0 ? problems : [NOT_UNLOCKED], ADVICE);
		default:
			return problems.length > 0 ? refusedByWords(problems.join('; '), ADVICE) : unknown(NOT_SAID);
	}
}

/** Blank ones would look as if it had failed. */
function withoutErrors(state: IDataObject): IDataObject {
	const entries = Object.entries(state).filter(([name]) => name !== 'error' && name !== 'errors');
	return Object.fromEntries(entries);
}
