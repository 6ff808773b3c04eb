import { PROPERTY_NAMES, propertiesOf, type RecordName } from '../../api/records/properties';
import { decidesAccess, type Field } from '../field';
import { foldColumn, isCalled, means, NOT_WRITTEN_PROPERTIES } from './columnNames';
import type { Columns } from './columns';

/**
 * Columns that people have in their tables, that no field of Lockt's is for, and that say nothing of whether somebody is
 * to be let in. They are left away, and named. Any other may say that somebody has left: no list of such names is ever
 * long enough. In the languages of `columnAliases.ts`; they compare like those.
 */
const HARMLESS = `
	Department; Dept; Team; Division; Business Unit; Unit; Company; Company Name; Employer; Organisation; Organization
	Cost Center; Cost Centre; Cost Code; Job Title; Title; Job; Position; Role; Grade; Manager; Manager Name; Manager Email
	Line Manager; Supervisor; Reports To; Location; Office; Work Location; Branch; Building; Floor; Room; Desk; City; Town
	Country; County; Region; Address; Street; Zip; Zip Code; Postcode; Postal Code; Salutation; Gender; Sex; Pronouns
	Marital Status; Date of Birth; Birth Date; Birthday; DOB; Nationality; Language; Photo; Website; Middle Name; Initials; Display Name
	Full Name; Name; Preferred Name; Nickname; Username; User Name; Login

	Abteilung; Bereich; Kostenstelle; Firma; Funktion; Stelle; Titel; Vorgesetzter; Vorgesetzte; Standort; Büro; Etage
	Raum; Ort; Land; Straße; PLZ; Anrede; Geschlecht; Geburtsdatum; Nationalität; Sprache; Gesellschaft

	Service; Département; Société; Entreprise; Poste; Fonction; Intitulé du poste; Responsable; Centre de coûts; Site
	Bureau; Ville; Pays; Adresse; Code postal; Civilité; Sexe; Date de naissance; Nationalité; Langue

	Departamento; Puesto; Cargo; Empresa; Centro de coste; Centro de costes; Jefe; Sede; Ciudad; País; Dirección
	Código postal; Sexo; Fecha de nacimiento; Nacionalidad; Idioma; Área; Equipo

	Reparto; Ufficio; Mansione; Ruolo; Azienda; Centro di costo; Responsabile; Città; Indirizzo; CAP; Sesso
	Data di nascita; Nazionalità; Lingua

	Afdeling; Functie; Bedrijf; Kostenplaats; Leidinggevende; Locatie; Kantoor; Plaats; Adres; Geslacht; Geboortedatum

	Função; Centro de custo; Gestor; Cidade; Endereço; Data de nascimento; Setor

	Dział; Stanowisko; Przełożony; Miasto; Adres; Płeć; Data urodzenia

	Avdelning; Befattning; Företag; Kostnadsställe; Chef; Kön; Födelsedatum

	Stilling; Leder; Adresse; Køn; Fødselsdato; Virksomhed
`;

/** What n8n's own nodes put beside the columns of a table, and what this package's nodes put out. */
const OF_NODES = `
	row_number; submittedAt; formMode; createdAt; updatedAt
	outcome; warning; fobs; holder; assigned
`;

const split = (text: string) => text.split(/[;\n]/).map(foldColumn).filter(Boolean);

/** No other system calls anything so; `type`, `category` or `user` may say anything there. */
const ofLocktAlone = new Set([
	'unid',
	...[...PROPERTY_NAMES, ...NOT_WRITTEN_PROPERTIES].filter((name) => name.includes('_')),
]);

/** What Lockt shows of a record goes with it from node to node. */
function isProperty(column: string, objectType: string): boolean {
	const record = objectType.replace(/_create$/, '') as RecordName;
	return ofLocktAlone.has(column) || propertiesOf(record)!.own.has(column);
}

const harmless = new Set(split(`${HARMLESS}\n${OF_NODES}`));

/**
 * Whether a column that holds no field surely says nothing of who is to be let in. One that is called like a field which
 * decides nothing of that has another column beside it, e.g. Mobile beside Phone.
 */
export function isHarmless(column: string, { fields, objectType }: Columns): boolean {
	const isLike = (field: Field) =>
		!decidesAccess(field) && (means(column, field) || isCalled(column, field));
	return isProperty(column, objectType) || harmless.has(foldColumn(column)) || fields.some(isLike);
}
