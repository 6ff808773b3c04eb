import type { IPollFunctions } from 'n8n-workflow';
import { tellsEnabled } from '../../api/records/people';
import { warnDaily } from '../../api/questions/warnings';
import type { Change, PeopleAnswer, PeopleState } from '../decisions/personChanges';

/** Says what cannot be told of people, as nobody hears of it otherwise. */
export function warnOfUnread(
	context: IPollFunctions,
	{ users }: PeopleAnswer,
	{ apart }: PeopleState,
	wanted: ReadonlySet<Change>,
): void {
	const wantsEnabled = wanted.has('enabled') || wanted.has('disabled');
	const isOpen = (name: 'enabled' | 'levels') => users.some((one) => one[name] === undefined);
	if (wantsEnabled && isOpen('enabled')) {
		warnDaily(context, `Lockt does not show clearly of everybody whether they are enabled. ${ASK}`);
	}
	if (wantsEnabled && !tellsEnabled(users)) {
		warnDaily(
			context,
			`Lockt lists everybody as disabled. Where that is not so, its list does not tell who is enabled. ${ASK}`,
		);
	}
	if (wanted.has('accessLevelsChanged') && isOpen('levels')) {
		warnDaily(
			context,
			`Lockt does not show clearly of everybody which access levels they have. ${ASK}`,
		);
	}
	if (apart) {
		warnDaily(
			context,
			'In Lockt one ID is that of a privileged person and of somebody else, so that it is not known who became privileged. ' +
				'Nobody is told to have, and what becomes of privileged people is not told. Ask Lockt support',
		);
	}
}

const ASK =
	'Where it does not, changes of it are not told. Run Check Compatibility of the Lockt node, which says how Lockt answers';
