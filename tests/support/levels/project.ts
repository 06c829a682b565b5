import fs from 'node:fs';
import path from 'node:path';
import type { ComponentPlan, Plan, Project, TypePlan } from './schemas';

const PLAYGROUND = path.resolve(__dirname, '../../../playground');

const attributesOf = (plans: Plan[]): object => Object.fromEntries(plans.map(({ name, schema }) => [name, schema]));

const typeSchema = ({ singular, localized, plans, privately }: TypePlan): object => ({
  kind: 'collectionType',
  collectionName: singular.replaceAll('-', '_'),
  info: { singularName: singular, pluralName: `${singular}-all`, displayName: singular },
  options: { draftAndPublish: true, privateAttributes: privately },
  pluginOptions: localized ? { i18n: { localized: true } } : {},
  attributes: attributesOf(plans),
});

const componentSchema = ({ uid, label, plans, privately }: ComponentPlan): object => ({
  collectionName: `components_${uid.replace(/\W/gu, '_')}`,
  info: { displayName: label },
  options: { privateAttributes: privately },
  attributes: attributesOf(plans),
});

function write(file: string, content: object | string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

/** The compiled playground with more content types, as if the Content-Type Builder had made them. */
export function writeProject(project: Project): { folder: string; remove(): void } {
  const temporary = path.join(PLAYGROUND, '.tmp');
  fs.mkdirSync(temporary, { recursive: true });
  // Within the playground: its code finds Strapi and the plugin from there.
  const folder = fs.mkdtempSync(path.join(temporary, 'levels-'));
  fs.cpSync(path.join(PLAYGROUND, 'dist'), folder, { recursive: true });
  for (const type of project.types)
    write(path.join(folder, 'src/api', type.singular, 'content-types', type.singular, 'schema.json'), typeSchema(type));
  for (const component of project.components) {
    write(path.join(folder, 'src/components', `${component.uid.replace('.', '/')}.json`), componentSchema(component));
  }
  const api = { rest: { defaultLimit: 25, maxLimit: 100, withCount: true }, responses: { privateAttributes: project.privately } };
  write(path.join(folder, 'config/api.js'), `module.exports = ${JSON.stringify(api)};`);
  return {
    folder,
    remove: () => {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
