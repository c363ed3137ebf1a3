/** The form of each act. */
import type { ClaimAct } from '@yijiutong/rules/contract';
import type { ComponentType } from 'react';

import type { FormProps } from './acting';
import { CloseForm } from './form-close';
import { CorrectionForm } from './form-correction';
import { HomeForm } from './form-home';
import { MeansForm } from './form-means';
import { MendingForm } from './form-mending';
import { FirstReviewForm, ObjectionForm, ReopenForm, ReturnForm } from './form-opinion';
import { PayeeForm } from './form-payee';
import { RefusalForm } from './form-refusal';
import { ReviewForm } from './form-review';
import {
  AcceptForm,
  ApproveForm,
  ConfirmRefusalForm,
  EndPublicityForm,
  OrderPaymentForm,
  RecogniseForm,
  StartPublicityForm,
} from './form-step';
import { VisitForm } from './form-visit';

/** What the review proposed is fixed as it stands; 民政 says herself why. */
function RefuseForm(form: FormProps) {
  return form.desk.claim.state === 'county_approval' ? (
    <ConfirmRefusalForm {...form} />
  ) : (
    <RefusalForm {...form} />
  );
}

const forms: Partial<Record<ClaimAct, ComponentType<FormProps>>> = {
  set_home: HomeForm,
  accept: AcceptForm,
  ask_correction: CorrectionForm,
  first_review: FirstReviewForm,
  record_visit: VisitForm,
  record_means: MeansForm,
  start_publicity: StartPublicityForm,
  record_objection: ObjectionForm,
  end_publicity: EndPublicityForm,
  recognise: RecogniseForm,
  review: ReviewForm,
  approve: ApproveForm,
  refuse: RefuseForm,
  return: ReturnForm,
  close: CloseForm,
  reopen: ReopenForm,
  order_payment: OrderPaymentForm,
  bring_payee: PayeeForm,
  submit: MendingForm,
};

/** Nothing where an act belongs to another page. */
export function ActOf({ act, ...form }: FormProps & { act: ClaimAct }) {
  const Form = forms[act];
  return Form === undefined ? null : <Form {...form} />;
}
