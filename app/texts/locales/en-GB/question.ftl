### A question before something is done that cannot be taken back.

question-back = Back
