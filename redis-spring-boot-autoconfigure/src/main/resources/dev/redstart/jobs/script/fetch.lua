-- with: input queue fetch
return fetch(base)
