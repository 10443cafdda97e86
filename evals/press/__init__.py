"""The press: fictional reports with exact gold, printed in every carrier and layout, with faults planted on request."""
