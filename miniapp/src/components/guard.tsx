import { Component, type PropsWithChildren, type ReactNode } from 'react';

import { Failed } from './loaded';

/** A page that cannot draw what it was given (a reply kept by an older version) says so, and can be tried again. */
export class Guard extends Component<PropsWithChildren, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  private readonly again = (): void => this.setState({ broken: false });

  override render(): ReactNode {
    return this.state.broken ? <Failed code="internal_error" again={this.again} /> : this.props.children;
  }
}
