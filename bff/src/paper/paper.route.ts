import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import type { Sessions } from '../session/session.service.ts';
import { createFinish } from './finish.service.ts';
import { linkPage, openFile } from './link.service.ts';
import { pageAgentOf } from './page-agent.service.ts';
import { findOwnerOfPage, removePage } from './paper.service.ts';
import { beginUpload, cancelUpload, findOwnerOfUpload, getUploadReply, takeChunk } from './upload.service.ts';

export function paperFeature(deps: Deps, sessions: Sessions): Feature {
  const finishUpload = createFinish(deps);

  return {
    handlers: {
      beginUpload: ({ params, body }) => beginUpload(deps, params.claimId, body),
      getUpload: ({ params }) => getUploadReply(deps, params.uploadId),
      sendChunk: ({ params, query, bytes }) =>
        takeChunk(deps, params.uploadId, params.offset, { sha256: query.sha256, bytes }),
      finishUpload: ({ params, caller }) => finishUpload(params.uploadId, pageAgentOf(caller)),
      cancelUpload: ({ params }) => cancelUpload(deps, params.uploadId),
      removePage: ({ params, caller }) => removePage(deps, pageAgentOf(caller), params.pageId),
      linkPage: ({ params, query, caller }) => linkPage(deps, caller, params.pageId, query.size),
      openFile: ({ params }) => openFile(deps, sessions, params.token),
    },
    owners: {
      upload: { param: 'uploadId', find: (id) => findOwnerOfUpload(deps, id) },
      page: { param: 'pageId', find: (id) => findOwnerOfPage(deps.db, id) },
    },
  };
}
