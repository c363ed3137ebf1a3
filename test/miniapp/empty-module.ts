// Styles and pictures say nothing to a component test.
export default '';
