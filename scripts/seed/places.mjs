/**
 * A country as the generator needs it: names that people and companies have there, and how an
 * address, a telephone number and a tax number look. `#` in a pattern is a digit.
 *
 * @typedef {object} Country
 * @property {string} name
 * @property {string} domain ending of company names in mail addresses, in front of `.example`
 * @property {'en' | 'de' | null} language what the contacts read, where it is a language of the portal
 * @property {string[]} first
 * @property {string[]} last
 * @property {string[]} streets with `%` for the house number
 * @property {[postcode: string, city: string, region: string][]} cities
 * @property {string} phone
 * @property {string} tax
 * @property {string[]} companies with `%` for a surname
 */

/** @type {Country[]} */
export const countries = [
  {
    name: 'Germany',
    domain: 'de',
    language: 'de',
    first: ['Anna', 'Jürgen', 'Mehmet', 'Sabine', 'Lukas', 'Katharina', 'Björn', 'Ayşe', 'Thomas', 'Miriam'],
    last: ['Weiß', 'Schröder', 'Yılmaz', 'Krämer', 'Hoffmann', 'Vogt', 'Petersen', 'Lehmann', 'Böttcher', 'Sommer'],
    streets: ['Am Speicher %', 'Lindenstraße %', 'Hafenweg %', 'Große Gasse %', 'Werkstraße %'],
    cities: [
      ['28195', 'Bremen', 'Bremen'],
      ['04109', 'Leipzig', 'Sachsen'],
      ['50667', 'Köln', 'Nordrhein-Westfalen'],
      ['79098', 'Freiburg', 'Baden-Württemberg'],
    ],
    phone: '+49 421 555 ####',
    tax: 'DE#########',
    companies: ['% Werkzeugbau GmbH', 'Tischlerei % GmbH', '% & Söhne KG', 'Schlosserei %', '% Bürobedarf GmbH'],
  },
  {
    name: 'Austria',
    domain: 'at',
    language: 'de',
    first: ['Johanna', 'Florian', 'Magdalena', 'Stefan', 'Vera', 'Dominik'],
    last: ['Gruber', 'Huber', 'Pichler', 'Steiner', 'Moser', 'Eder'],
    streets: ['Mühlgasse %', 'Salzstraße %', 'Kirchenplatz %'],
    cities: [
      ['1070', 'Wien', 'Wien'],
      ['8010', 'Graz', 'Steiermark'],
      ['5020', 'Salzburg', 'Salzburg'],
    ],
    phone: '+43 1 555 ####',
    tax: 'ATU########',
    companies: ['Holzbau % GmbH', '% Metalltechnik', 'Atelier %'],
  },
  {
    name: 'Sweden',
    domain: 'se',
    language: null,
    first: ['Åsa', 'Erik', 'Linnéa', 'Gustav', 'Märta', 'Oskar'],
    last: ['Öberg', 'Lindgren', 'Sjöström', 'Åkesson', 'Nyqvist', 'Holm'],
    streets: ['Storgatan %', 'Hamngatan %', 'Björkvägen %'],
    cities: [
      ['111 22', 'Stockholm', 'Stockholms län'],
      ['411 04', 'Göteborg', 'Västra Götaland'],
      ['211 20', 'Malmö', 'Skåne'],
    ],
    phone: '+46 8 555 0# ##',
    tax: 'SE##########01',
    companies: ['% Snickeri AB', '% & Co Design AB', 'Verkstad % AB'],
  },
  {
    name: 'France',
    domain: 'fr',
    language: null,
    first: ['Zoé', 'François', 'Élodie', 'Mathieu', 'Aminata', 'Benoît'],
    last: ['Lefèvre', 'Moreau', 'Diallo', 'Garnier', 'Chevalier', "d'Arcy"],
    streets: ['% rue des Ateliers', '% quai de la Fosse', '% avenue Jean Jaurès'],
    cities: [
      ['44000', 'Nantes', 'Pays de la Loire'],
      ['69003', 'Lyon', 'Auvergne-Rhône-Alpes'],
      ['31000', 'Toulouse', 'Occitanie'],
    ],
    phone: '+33 1 99 00 ## ##',
    tax: 'FR###########',
    companies: ['Menuiserie % SARL', 'Maison %', '% Frères SAS'],
  },
  {
    name: 'Netherlands',
    domain: 'nl',
    language: null,
    first: ['Sanne', 'Daan', 'Fatima', 'Joris', 'Maaike', 'Ruben'],
    last: ['de Vries', 'van den Berg', 'Bakker', 'Visser', 'El Amrani', 'Mulder'],
    streets: ['Havenstraat %', 'Prinsengracht %', 'Molenweg %'],
    cities: [
      ['1015 AB', 'Amsterdam', 'Noord-Holland'],
      ['3511 CD', 'Utrecht', 'Utrecht'],
      ['9712 EF', 'Groningen', 'Groningen'],
    ],
    phone: '+31 20 555 ####',
    tax: 'NL#########B01',
    companies: ['% Techniek B.V.', 'Timmerwerk %', '% Logistiek B.V.'],
  },
  {
    name: 'Poland',
    domain: 'pl',
    language: null,
    first: ['Łukasz', 'Agnieszka', 'Paweł', 'Małgorzata', 'Żaneta', 'Tomasz'],
    last: ['Wójcik', 'Kowalczyk', 'Dąbrowska', 'Zieliński', 'Szymańska', 'Król'],
    streets: ['ul. Długa %', 'ul. Młyńska %', 'ul. Portowa %'],
    cities: [
      ['80-831', 'Gdańsk', 'Pomorskie'],
      ['31-011', 'Kraków', 'Małopolskie'],
      ['50-101', 'Wrocław', 'Dolnośląskie'],
    ],
    phone: '+48 22 555 ## ##',
    tax: 'PL##########',
    companies: ['Stolarnia % sp. z o.o.', '% Narzędzia', '% i Wspólnicy sp.k.'],
  },
  {
    name: 'Italy',
    domain: 'it',
    language: null,
    first: ['Giulia', 'Lorenzo', 'Niccolò', 'Chiara', 'Matteo', 'Francesca'],
    last: ['Rossi', 'Conti', "D'Angelo", 'Ferraro', 'Galli', 'Marchetti'],
    streets: ['Via Garibaldi %', 'Corso Italia %', 'Piazza del Porto %'],
    cities: [
      ['16121', 'Genova', 'Liguria'],
      ['20121', 'Milano', 'Lombardia'],
      ['40121', 'Bologna', 'Emilia-Romagna'],
    ],
    phone: '+39 010 555 ####',
    tax: 'IT###########',
    companies: ['Officina % S.r.l.', 'Falegnameria %', '% Arredi S.p.A.'],
  },
  {
    name: 'United Kingdom',
    domain: 'uk',
    language: 'en',
    first: ['Harriet', 'Callum', 'Priya', 'Owen', 'Imogen', 'Kwame', 'Siobhán'],
    last: ["O'Connor", 'Whitfield', 'Patel', 'Llewellyn', 'Mensah', 'Hargreaves', 'St. John'],
    streets: ['% Foundry Lane', '% Wharf Road', '% Mill Street'],
    cities: [
      ['BS1 4QA', 'Bristol', 'Avon'],
      ['LS1 5AB', 'Leeds', 'West Yorkshire'],
      ['EH6 6JJ', 'Edinburgh', 'Midlothian'],
    ],
    phone: '+44 20 7946 0###',
    tax: 'GB#########',
    companies: ['% Joinery Ltd', '% & Daughters', '% Studio LLP', 'The % Workshop'],
  },
  {
    name: 'Portugal',
    domain: 'pt',
    language: null,
    first: ['João', 'Inês', 'Tiago', 'Conceição', 'Rui', 'Beatriz'],
    last: ['Gonçalves', 'Almeida', 'Simões', 'Fonseca', 'Araújo', 'Magalhães'],
    streets: ['Rua das Oficinas %', 'Avenida da Liberdade %', 'Travessa do Cais %'],
    cities: [
      ['4050-253', 'Porto', 'Norte'],
      ['1100-148', 'Lisboa', 'Lisboa'],
      ['3000-150', 'Coimbra', 'Centro'],
    ],
    phone: '+351 21 555 ####',
    tax: 'PT#########',
    companies: ['Carpintaria % Lda', '% Ferramentas', '% & Filhos Lda'],
  },
  {
    name: 'Greece',
    domain: 'gr',
    language: null,
    first: ['Ελένη', 'Γιώργος', 'Δήμητρα', 'Νίκος'],
    last: ['Παπαδοπούλου', 'Νικολάου', 'Αντωνίου', 'Βλάχου'],
    streets: ['Ερμού %', 'Λιμένος %'],
    cities: [
      ['105 63', 'Αθήνα', 'Αττική'],
      ['546 24', 'Θεσσαλονίκη', 'Κεντρική Μακεδονία'],
    ],
    phone: '+30 21 0555 ####',
    tax: 'EL#########',
    companies: ['% Ξυλουργική Ε.Π.Ε.', '% & Υιοί'],
  },
];
