import { LocktError } from '../api/errors';
import { quote } from '../api/text';
import type { Kind } from '../fields/kinds';
import { picked } from '../fields/locator';
import type { Row } from '../fields/row';
import type { Plan } from './plans';

/**
 * The plan for a record that the item may name by something else than its ID: right before it is sent, it is
 * looked up anew, as a number may be another's by then. An ID is not looked up: no other record gets it.
 *
 * @param id what it was when it was planned
 */
export function confirmPicked(kind: Kind, { parameter }: Row, id: number, plan: Plan): Plan {
	const chosen = picked(kind, parameter);
	if (chosen.key.property === 'id') return plan;
	return {
		...plan,
		renew: async (fresh) => {
			if ((await fresh.idOf(kind, chosen)) !== id) {
				throw new LocktError(
					`The ${chosen.key.label} ${quote(chosen.value)} was that of the ${kind.noun} with the ID ${id}, but is not any more`,
					'Run this item again, so that it is looked up anew. Nothing was sent to Lockt',
				);
			}
			return (await plan.renew?.(fresh)) ?? plan.record;
		},
	};
}
