/* The public header of core/: what every folder may use. */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/day.h"
#include "core/deflate.h"
#include "core/digest.h"
#include "core/domain.h"
#include "core/err.h"
#include "core/facts.h"
#include "core/filter.h"
#include "core/ip.h"
#include "core/library.h"
#include "core/limits.h"
#include "core/report.h"
#include "core/table.h"
#include "core/text.h"
#include "core/words.h"

#endif
