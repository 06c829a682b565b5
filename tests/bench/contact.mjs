/** Who signs in on the bench: to a database that lives as long as it runs. */
export const contact = { firstName: 'Bench', lastName: 'Contact', email: 'bench@example.org' };
export const password = 'tuba-lagoon-41-violet';
