import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import type { Account } from '../nodes/Lockt/api/guard/account';
import { DEFAULT_BASE_URL } from '../nodes/Lockt/api/guard/address';
import { guardRequest } from '../nodes/Lockt/api/guard/guard';

const CHECK_BASE_URL = `Check 'Base URL': it usually is ${DEFAULT_BASE_URL}`;

const REFUSED =
	"Lockt refused the request. Check 'API User' and 'API Key'. If they are right, ask Lockt support";

/**
 * Where an answer with a good status may say that all is not well, as a text or the first of a list;
 * a blank text and an empty list have nothing there. Reference, "Response Format".
 */
const ERRORS = ['data.error[0]', 'data[0].error[0]', 'error[0]', 'errors[0]', 'errors[0].error[0]'];

/** The same in capitals: on top alone, or all. */
const CAPITAL_ERRORS = [/^[a-z]/, /\b[a-z]/g].flatMap((letters) =>
	ERRORS.map((path) => path.replace(letters, (letter) => letter.toUpperCase())),
);

export class LocktApi implements ICredentialType {
	name = 'locktApi';

	displayName = 'Lockt API';

	icon: Icon = { light: 'file:../icons/lockt.svg', dark: 'file:../icons/lockt.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-lockt/n8n-nodes-lockt#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API User',
			name: 'apiUser',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 4kq8m2xw7tz5v9cd',
			description: 'The API user that Lockt gave you',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. h3v9c5r1q7n2x8',
			description: 'The API key that Lockt gave you together with the API user',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			required: true,
			placeholder: `e.g. ${DEFAULT_BASE_URL}`,
			description: 'The address of the Lockt Cloud API. Leave as is unless Lockt gave you another.',
			// n8n shows such a code instead of the words of its test, and has no way to put them.
			hint: 'If saving says ENOTFOUND, there is no server of this name: check it for typing errors. ECONNREFUSED: the server is there, but does not answer.',
		},
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'options',
			options: [
				{ name: 'None', value: 'none', description: 'Workflows can only read' },
				{
					name: 'All Except Delete',
					value: 'allExceptDelete',
					description:
						'Workflows can create and change, but not delete or anonymize anything for good. A request that the documentation of Lockt does not name is refused, even one that only reads.',
				},
				{
					name: 'All',
					value: 'all',
					description:
						'Workflows can delete, too, and read what the documentation of Lockt does not name. A change that it does not name may open a door, and needs Any Door as well.',
				},
			],
			default: 'allExceptDelete',
			description: 'What workflows with this credential can change in Lockt',
		},
		{
			displayName: 'Unlock',
			name: 'unlock',
			type: 'options',
			options: [
				{ name: 'None', value: 'none', description: 'Workflows cannot unlock any door' },
				{ name: 'Listed Doors', value: 'listed', description: 'Only the doors that are listed' },
				{
					name: 'Any Door',
					value: 'any',
					description:
						'Every wired door of the site. With Changes: All also changes that the documentation of Lockt does not name.',
				},
			],
			default: 'none',
			description: 'Which doors workflows with this credential can unlock',
		},
		{
			displayName: 'Doors',
			name: 'unlockDoors',
			type: 'string',
			default: '',
			placeholder: 'e.g. Front Door, Loading Dock',
			displayOptions: { show: { unlock: ['listed'] } },
			description:
				'IDs or names of the doors that can be unlocked, with commas between them. Digits alone are an ID. Names are looked up by the Lockt node when it runs: one that no door has, or several have, allows nothing. List a door by its ID where its name has a comma.',
		},
		{
			displayName: 'HTTP Request Node',
			name: 'httpRequestNode',
			type: 'boolean',
			default: false,
			description:
				"Whether n8n's HTTP Request node may use this credential. Whoever edits a workflow can then get the API key out of it, past all that is set here.",
		},
	];

	/**
	 * A function rather than a template: half the cost per request in n8n, and it sees to it that nothing
	 * goes out but what the owner of the credential allows, from whichever node.
	 */
	authenticate: IAuthenticate = (credentials, options) =>
		Promise.resolve(
			guardRequest({ ...options }, credentials as unknown as Account) as unknown as typeof options,
		);

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ String($credentials.baseUrl ?? "").trim().replace(/(?<!\\/)\\/+$/, "") }}',
			url: '/ping',
			disableFollowRedirect: true,
			timeout: 30_000,
		},
		// n8n takes both kinds of rules in one list; its type allows either alone.
		rules: [
			...whenStatusIs(
				[401, 403],
				"Lockt did not accept this 'API User' and 'API Key'. Check both for typing errors.",
			),
			...whenStatusIs([301, 302, 307, 308, 404], `There is no Lockt API here. ${CHECK_BASE_URL}`),
			...whenStatusIs([429], 'Lockt is getting too many requests. Try again in a minute.'),
			...whenStatusIs(
				[500, 502, 503, 504],
				'Lockt has a problem of its own at the moment. Try again in a few minutes.',
			),
			...whenStatusIs([400], REFUSED),
			...whenThereIsText([...ERRORS, ...CAPITAL_ERRORS]),
			...['success', 'Success', 'data.success'].map((key) => whenIs(key, false, REFUSED)),
			...['status', 'Status', 'data.status'].map((key) => whenIs(key, 'error', REFUSED)),
			// A web page, or JSON of some other service. n8n's rules know no "or": of a Lockt that writes `Data`
			// they would say the same, so that the message says what to do then.
			whenIs(
				'data',
				undefined,
				`There is no 'data' in the answer, so that it may not come from the Lockt API. ${CHECK_BASE_URL}. If it is right, save this credential all the same, and run System: Check Compatibility with it`,
			),
		] as ICredentialTestRequest['rules'],
	};
}

/** A text at one of these places, whatever it says: n8n compares a place of the answer with one value alone. */
function whenThereIsText(paths: string[]): IAuthenticateRuleResponseSuccessBody[] {
	return paths.map((path) => whenIs(`${path}.constructor.name`, 'String', REFUSED));
}

function whenIs(
	key: string,
	value: string | false | undefined,
	message: string,
): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}

function whenStatusIs(statuses: number[], message: string): IAuthenticateRuleResponseCode[] {
	return statuses.map((value) => ({ type: 'responseCode', properties: { value, message } }));
}
