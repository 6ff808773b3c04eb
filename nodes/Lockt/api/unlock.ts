import type { IDataObject } from 'n8n-workflow';
import { refusalsIn } from './errors';
import { outcomeOfWhole, outcomesOf, refused, unknown, type Outcome } from './outcomes';
import { isRecord, plainText } from './text';
import type { Answer } from './transport';

const NO_REASON = 'Lockt did not unlock it and gives no reason';

/**
 * What became of each door of an unlock call. Reference, /unlock: 200 either way, with `unlocked`
 * and `errors` for each door; a door that is not in the answer may have opened or not.
 */
export function unlockOutcomes(doors: IDataObject[], answer: Answer): Outcome[] {
	const whole = outcomeOfWhole(answer);
	if (whole) return doors.map(() => whole);
	const list = isRecord(answer.body) ? answer.body.data : undefined;
	if (!Array.isArray(list)) return outcomesOf(doors, answer, { allOrNothing: false });

	const refusals = refusalsIn(answer.body).filter(isRecord);
	const isAbout = (door: IDataObject, other: unknown) =>
		isRecord(other) && plainText(other.id) === plainText(door.id);
	return doors.map((door) => {
		const said = (list as IDataObject[]).find((one) => isAbout(door, one));
		if (said?.unlocked === true) {
			return { kind: 'done', answer: { ...said, time: new Date().toISOString() } };
		}
		const errors = said
			? said.errors
			: refusals.find((one) => isAbout(door, one.input_data))?.error;
		const texts = [errors].flat().filter((text): text is string => typeof text === 'string');
		const told = said ? said.unlocked === false || texts.length > 0 : errors !== undefined;
		if (!told) return unknown('Lockt did not say whether it unlocked');
		return refused(
			texts.length > 0 ? texts : [NO_REASON],
			'Check in Lockt that the door is wired and its controller online. Nothing was tried again',
		);
	});
}
