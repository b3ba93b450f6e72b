# The same sample weighted by R's survey package: prints seconds, mean, standard error and the
# largest distance of its weights to ours. Arguments: the folder of the numbers, how many rows.
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
whole <- function(name) readBin(file.path(folder, name), "integer", n, size = 4)
real <- function(name, count = n) readBin(file.path(folder, name), "double", count, size = 8)
margins <- c("a", "b", "c", "d")
rows <- data.frame(lapply(setNames(margins, margins), function(m) factor(whole(m))), y = real("y"))
ours <- real("w")
targets <- lapply(margins, function(m) {
  size <- nlevels(rows[[m]])
  shares <- real(paste0("target_", m), size)
  setNames(data.frame(levels(rows[[m]]), n * shares), c(m, "Freq"))
})
began <- proc.time()[["elapsed"]]
design <- svydesign(ids = ~1, weights = ~1, data = rows)
raked <- rake(design, lapply(paste0("~", margins), as.formula), targets,
              control = list(maxit = 500, epsilon = 1e-10))
found <- svymean(~y, raked)
seconds <- proc.time()[["elapsed"]] - began
cat(sprintf("%.6f %.15g %.15g %.15g\n", seconds, coef(found), SE(found),
            max(abs(weights(raked) * n / sum(weights(raked)) - ours))))
