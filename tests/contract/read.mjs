// One reading of a portal by Opendatasoft's own client, as a site that uses it would write it.
// node read.mjs PORTAL CASE DATASET -> one JSON value on standard output.
import client from '@opendatasoft/api-client';

const { NotFoundError, UserError, ServerError } = client;
const { ApiClient, all, date, field, fromCatalog, list, not, string } = client;
const [, , domain, name, id] = process.argv;
const api = new ApiClient({ domain, apiKey: 'any-key' });
const rows = () => fromCatalog().dataset(id).records();

const cases = {
    datasets: () => api.get(fromCatalog().datasets().where('search("conseil")').limit(2)),
    dataset: () => api.get(fromCatalog().dataset(id).itself()),
    page: () => api.get(rows().orderBy('DELIB_ID').limit(2).offset(1)),
    groups: () =>
        api.get(
            rows()
                .select(list('DELIB_MATIERE_NOM', 'count(*) as n'))
                .groupBy('DELIB_MATIERE_NOM')
                .orderBy('n desc')
                .limit(5),
        ),
    filtered: () =>
        api.get(
            rows().where(
                all(
                    `${field('DELIB_OBJET')}=${string('Achat d\u2019un « véhicule » électrique')}`,
                    `${field('DELIB_DATE')} >= ${date({ year: 2024, month: 1 })}`,
                    not(`${field('DELIB_ID')} is null`),
                ),
            ),
        ),
    refined: () => api.get(rows().refine(`DELIB_MATIERE_NOM:${string('Finances locales')}`)),
    file: () => api.get(fromCatalog().dataset(id).export('json').limit(3)),
    missing: () => api.get(rows()),
    mistaken: () => api.get(rows().where('BOGUS(')),
};

try {
    console.log(JSON.stringify({ answer: await cases[name]() }));
} catch (error) {
    const kinds = { NotFoundError, UserError, ServerError };
    const kind = Object.keys(kinds).find((each) => error instanceof kinds[each]);
    console.log(JSON.stringify({ error: kind ?? String(error), message: error.message }));
}
