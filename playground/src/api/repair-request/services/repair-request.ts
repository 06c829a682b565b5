import { factories } from '@strapi/strapi';

export default factories.createCoreService('api::repair-request.repair-request' as never);
