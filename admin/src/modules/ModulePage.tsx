import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink, useParams } from 'react-router-dom';
import type { FieldError } from '../../../plugin/contract/errors';
import { useLoad } from '../api/use-load';
import { Notice } from '../components/Notice';
import { SettingsScreen } from '../components/SettingsScreen';
import { BackLink } from '../components/BackLink';
import { CreatedNotice, GoToSaved } from '../components/created';
import { useMessages, type Translate } from '../messages';
import { TO_CHANGE } from '../permissions';
import { AccessSection } from './AccessSection';
import { BasicsSection } from './BasicsSection';
import { ColumnsSection } from './ColumnsSection';
import { FieldsSection } from './FieldsSection';
import { loadModule, saveModule, startModule } from './load';
import { builderPath, MODULES_PATH } from './paths';
import { typeProblem } from './problems';
import { validate, valuesOf, type ModuleValues, type ModuleView } from './values';
import { describe } from './words';

/** Words for what the server refuses at a name of the form. */
function errorText(t: Translate, name: string, { code }: FieldError): string | undefined {
  if (code === 'unknown-key') return t('modules.problem.field-gone');
  if (name === 'columns') return t('modules.error.columns');
  if (name === 'notify') return t('modules.error.notify');
  return undefined;
}

/** One module: what it is called, who sees what in it, what customers may do, and its fields. */
function ModuleScreen({ id, uid }: { id: string | undefined; uid: string | undefined }) {
  const t = useMessages();
  const loaded = useLoad<ModuleView>(async () => (uid === undefined ? loadModule(id ?? '') : startModule(uid)));
  const view = loaded.data;

  return (
    <SettingsScreen<ModuleView, ModuleValues>
      title={view?.module?.name ?? t('modules.new.of', { type: view?.typeName ?? '' })}
      subtitle={view ? t('modules.of-type', { type: view.typeName }) : ''}
      navigation={<BackLink to={MODULES_PATH}>{t('section.modules.title')}</BackLink>}
      loaded={loaded}
      isNew={({ module }) => !module}
      permissions={TO_CHANGE.modules}
      valuesOf={valuesOf}
      save={saveModule}
      validate={(values) => validate(t, values)}
      question={(values, { module }) =>
        module?.approval && !values.approval
          ? {
              title: t('modules.no-approval.title'),
              body: [t('modules.no-approval.what'), t('modules.no-approval.waiting')],
              confirm: t('modules.no-approval.confirm'),
              variant: 'default',
            }
          : undefined
      }
      describe={(name, value, shown) => describe(t, name, value, shown)}
      errorText={(name, error) => errorText(t, name, error)}
    >
      {(shown) => (
        <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
          {uid !== undefined && shown.module && <GoToSaved to={`${MODULES_PATH}/${shown.module.id}`} />}
          <CreatedNotice title={t('modules.created.title')}>{t('modules.created')}</CreatedNotice>
          <TypeNotice view={shown} />
          <BasicsSection />
          <AccessSection />
          {/* Without its content type a module has no fields to decide about: they are kept as they are. */}
          {!shown.module?.problems.some(({ code }) => code === 'type-gone') && (
            <>
              <FieldsSection view={shown} />
              <ColumnsSection view={shown} />
            </>
          )}
        </Flex>
      )}
    </SettingsScreen>
  );
}

/** Why no customer sees the module, whatever is set here. */
function TypeNotice({ view }: { view: ModuleView }) {
  const t = useMessages();
  const problem = typeProblem(view.module?.problems ?? []);
  if (!problem) return null;
  return (
    <Notice kind="danger" title={t(`modules.problem.${problem}.title`)}>
      <Typography tag="p">{t(`modules.problem.${problem}`, { type: view.typeName })}</Typography>
      {problem === 'no-draft-and-publish' && (
        <Link tag={RouterLink} to={builderPath(view.contentType)}>
          {t('modules.types.open-builder')}
        </Link>
      )}
    </Notice>
  );
}

/** *Custom Modules → a module*, or a new one of a content type. */
export default function ModulePage() {
  const { id, uid } = useParams();
  // Another module is another form.
  return <ModuleScreen key={id ?? uid} id={id} uid={uid} />;
}
