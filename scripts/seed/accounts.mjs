/**
 * Who can sign in to the demo. The passwords are plainly those of a demo: they open nothing but a
 * database on the developer's own machine.
 */

export const organisation = {
  name: 'Halden & Marsh',
  portalName: 'halden-marsh',
  accentColour: '#1f6f5c',
  supportEmail: 'service@haldenmarsh.example',
  timeZone: 'Europe/Berlin',
  address: 'Speicherhof 4\n28217 Bremen\nGermany',
  taxNumber: 'DE129273398',
  banner:
    'Our new warehouse in Bremen is open: orders placed before noon leave the same day. Opening hours at the turn of the year are under Announcements.',
};

export const editor = {
  firstname: 'Erin',
  lastname: 'Halden',
  email: 'editor@haldenmarsh.example',
  password: 'Demo-editor-2026',
};

/** Acts for two customers. */
export const customerContact = {
  firstName: 'Nora',
  lastName: 'Lindqvist',
  email: 'nora@fjordlight.example',
  phone: '+46 8 555 01 42',
  jobTitle: 'Managing director',
  language: 'en',
  password: 'demo-quiet-harbour-41',
};

/** A supplier who reads German. */
export const vendorContact = {
  firstName: 'Jonas',
  lastName: 'Brandt',
  email: 'jonas@brandt-werkzeugbau.example',
  phone: '+49 421 555 0173',
  jobTitle: 'Vertriebsleiter',
  language: 'de',
  password: 'demo-stiller-hafen-41',
};
