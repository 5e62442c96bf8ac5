// Linked into the test programs of a build with -fsanitize=thread alone. GLib is not built for the sanitizer
// and waits by the kernel, so that the sanitizer does not see that what libvips and OpenSlide do in one
// thread under a GMutex happens before what they do in the next. Here GLib's functions say so, and call
// GLib's.
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

/// GLib's own function of a name, which ours hides.
template <class Function> Function* glibs(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

void g_mutex_lock(void* mutex)
{
    static auto* const next = glibs<void(void*)>("g_mutex_lock");
    next(mutex);
    __tsan_acquire(mutex);
}

int g_mutex_trylock(void* mutex)
{
    static auto* const next = glibs<int(void*)>("g_mutex_trylock");
    const int locked = next(mutex);
    if (locked != 0)
        __tsan_acquire(mutex);
    return locked;
}

void g_mutex_unlock(void* mutex)
{
    static auto* const next = glibs<void(void*)>("g_mutex_unlock");
    __tsan_release(mutex);
    next(mutex);
}

void g_cond_wait(void* condition, void* mutex)
{
    static auto* const next = glibs<void(void*, void*)>("g_cond_wait");
    __tsan_release(mutex);
    next(condition, mutex);
    __tsan_acquire(mutex);
}

int g_cond_wait_until(void* condition, void* mutex, long long endTime)
{
    static auto* const next = glibs<int(void*, void*, long long)>("g_cond_wait_until");
    __tsan_release(mutex);
    const int signalled = next(condition, mutex, endTime);
    __tsan_acquire(mutex);
    return signalled;
}
}
