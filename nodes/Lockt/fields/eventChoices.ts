import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { ask } from '../api/client';
import { LocktError, toFieldError } from '../api/errors';
import { askRecords } from '../api/questions/records';
import { keysFor } from '../api/transport';
import { PICKED, labelOf, choicesMethod, valuesIn } from './eventTexts';

/** The choices of the filters of events that are picked from what the events of the site show, by name. */
export const eventChoices = Object.fromEntries(
	PICKED.map((filter) => [
		choicesMethod(filter),
		async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			try {
				const events = await askRecords(this, { path: '/events' }, ask);
				const values = valuesIn(filter, events);
				if (values.length === 0) throw noneError(labelOf(filter));
				const { inData: hide } = await keysFor(this);
				return values.map((value) => ({ name: hide(value), value }));
			} catch (error) {
				throw toFieldError(this.getNode(), error);
			}
		},
	]),
);

/** An empty list would say that there can be none. */
function noneError(label: string): LocktError {
	return new LocktError(
		`No event of the site shows a ${label} yet`,
		'Let it happen once, or switch to Expression and enter its name or number',
	);
}
