import type { IPollFunctions } from 'n8n-workflow';
import { warnDaily } from '../../api/questions/warnings';
import { showsEnabled } from '../decisions/doubtfulLists';
import type { Change, PeopleAnswer, PeopleState } from '../decisions/personChanges';

/** Says what cannot be told of people, as nobody hears of it otherwise. */
export function warnOfUnread(
	context: IPollFunctions,
	{ users }: PeopleAnswer,
	{ apart, short, off, bare }: PeopleState,
	wanted: ReadonlySet<Change>,
): void {
	const wantsEnabled = wanted.has('enabled') || wanted.has('disabled');
	const isOpen = (name: 'enabled' | 'levels') => users.some((one) => one[name] === undefined);
	if (wantsEnabled && isOpen('enabled')) {
		warnDaily(context, `Lockt does not show clearly of everybody whether they are enabled. ${ASK}`);
	}
	if (wantsEnabled && !showsEnabled(users)) {
		warnDaily(
			context,
			'Lockt lists everybody as disabled, as where its list does not tell who is enabled: nobody is told to be disabled by it. ' +
				'If it is not so, run Check Compatibility of the Lockt node, which says how Lockt answers',
		);
	}
	if (wantsEnabled && off) {
		warnDaily(context, `Lockt lists most people as disabled who were enabled. ${WAIT}`);
	}
	if (wanted.has('accessLevelsChanged') && isOpen('levels')) {
		warnDaily(
			context,
			`Lockt does not show clearly of everybody which access levels they have. ${ASK}`,
		);
	}
	if (wanted.has('accessLevelsChanged') && bare) {
		warnDaily(context, `Lockt shows no access levels of most people, or of nobody. ${WAIT}`);
	}
	if (wanted.has('removed') && short) {
		warnDaily(context, `Lockt lists most people no more whom it had listed. ${WAIT}`);
	}
	if (apart) {
		warnDaily(
			context,
			'In Lockt one ID is that of a privileged person and of somebody else, so that it is not known who became privileged. ' +
				'Nobody is told to have, and what becomes of privileged people is not told. Ask Lockt support',
		);
	}
}

const WAIT =
	'It is told when it stays so for a day. See in Lockt whether it is so; if not, ask Lockt support';

const ASK =
	'Where it does not, changes of it are not told. Run Check Compatibility of the Lockt node, which says how Lockt answers';
